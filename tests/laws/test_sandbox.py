"""Living days of the sandbox: tickets, events and figures as the plain reading of the rules has them (R2–R6, R8.1)."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.foreign.world import World

Live = Callable[..., World]


def test_carnival_and_a_gap(live: Live) -> None:
    days = [date(2026, 2, day) for day in (12, 13, 14, 17, 18, 19, 23)]
    seen = live(days, contracts=90, rows=40, seed=3)
    assert {event.kind for event in seen.book.events} >= {"opened", "moved", "closed"}
    opened = Counter(event.as_of.day for event in seen.book.events if event.kind == "opened")
    assert opened[19] > opened[17] + opened[18], "due on Carnival's Monday to Wednesday: overdue on Thursday"
    assert any(ticket.closing_cause == "paid" for ticket in seen.book.tickets())


@pytest.mark.long
def test_forty_days_of_four_hundred_contracts(live: Live) -> None:
    days = [date(2026, 2, 5) + timedelta(n) for n in range(40)]
    seen = live(days, contracts=400, rows=80, seed=11)
    assert {ticket.closing_cause for ticket in seen.book.tickets()} >= {"paid", "inactivation", "distrato"}
