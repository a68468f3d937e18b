"""Random histories of which days are missed, caught up with, passed over, or all of it (R9.2–R9.5)."""

import pytest

from tests.laws.holding import OFTEN, hold

KINDS = ("gapped", "caught up from the landing", "caught up from the ERP", "out of order")


@OFTEN
@pytest.mark.parametrize("kind", KINDS)
def test_laws(server: str, kind: str, number: int) -> None:
    hold(server, kind, number)


@OFTEN
def test_laws_behind_gates(server: str, number: int) -> None:
    hold(server, "muddled", number, with_gates=True)
