"""Random histories whose days run on time, once, twice, or after people have acted (R9.1, R4.9)."""

import pytest

from tests.laws.holding import OFTEN, hold


@OFTEN
@pytest.mark.parametrize(("kind", "with_gates"), [("doubled", False), ("at noon", True), ("at noon", False)])
def test_laws(server: str, kind: str, with_gates: bool, number: int) -> None:
    hold(server, kind, number, with_gates)
