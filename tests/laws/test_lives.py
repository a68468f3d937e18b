"""Random lives before the product and the oracle."""

from datetime import date, timedelta

import pytest

from tests.foreign.server import Foreign
from tests.foreign.world import World
from tests.laws.lives import Lives

# Nights between runs: now and then some are missed (R9.2).
STEPS = (0, 1, 1, 2, 4, 1, 1, 1, 1, 3, 1, 1)


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_lives(beside: World, other: Foreign, seed: int) -> None:
    today = date(2026, 2, 2)
    lives = Lives(seed, 120, today)
    for step in STEPS:
        today += timedelta(step)
        lives.live(today, other)
        beside.batch(today)
        assert beside.oracle(today, other.answers()) == [], today
    causes = {ticket.closing_cause for ticket in beside.book.tickets()}
    assert causes >= {"paid", "inactivation", "distrato", "transfer", "cession"}
