"""How many messages a customer gets on a channel and day, and which go first (R7.6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from cobranca import clock


@dataclass(frozen=True)
class Waiting:
    """A message that could go to a customer on a channel today.

    `step` is the furthest place in the régua that it speaks of, `queued_at` when it was queued.
    """

    message_id: int
    step: int
    queued_at: datetime


def split(waiting: Iterable[Waiting], told_today: int, cap: int) -> tuple[Sequence[Waiting], Sequence[Waiting]]:
    """Those that go today and those that wait, of one customer and channel, both in their order.

    The furthest step first, then the longest waiting, then the lower number. `told_today` counts what is sent,
    being sent and uncertain of the same business day.
    """
    ordered = sorted(waiting, key=lambda each: (-each.step, each.queued_at, each.message_id))
    room = max(0, cap - told_today)
    return ordered[:room], ordered[room:]


def next_day(at: datetime) -> datetime:
    """The first instant of the business day after that of `at`: when a cap is free again."""
    tomorrow = at.astimezone(clock.ZONE).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, clock.ZONE)
