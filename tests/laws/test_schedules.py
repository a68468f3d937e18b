"""Random histories under random schedules hold the laws of time (R9), row by row."""

import pytest

from tests.laws.holding import hold
from tests.laws.timetables import RUNS


@pytest.mark.parametrize("kind", RUNS)
def test_laws(server: str, kind: str) -> None:
    hold(server, kind, 1)
