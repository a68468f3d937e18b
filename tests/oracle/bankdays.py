"""Banking days, computed here from the calendar alone (R2.2)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

# Day and month of the national holidays; the one of 20 November is national since 2024.
FIXED = ((1, 1), (21, 4), (1, 5), (7, 9), (12, 10), (2, 11), (15, 11), (25, 12))
# Days from Easter: Carnival Monday and Tuesday, Good Friday, Corpus Christi.
MOVABLE = (-48, -47, -2, 60)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous computus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def national(year: int) -> frozenset[date]:
    """The days on which no bank of the country works."""
    days = {date(year, month, day) for day, month in FIXED}
    days |= {easter(year) + timedelta(days=n) for n in MOVABLE}
    if year >= 2024:
        days.add(date(year, 11, 20))
    return frozenset(days)


@dataclass(frozen=True)
class Calendar:
    """A branch's banking days: national ones and the listed dates of its state and city."""

    yearly: frozenset[tuple[int, int]] = frozenset()  # (day, month)
    once: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether banks of the branch work on `day`."""
        return not (
            day.weekday() >= 5 or day in national(day.year) or (day.day, day.month) in self.yearly or day in self.once
        )

    def effective(self, due_on: date) -> date:
        """The due date moved to the next banking day."""
        day = due_on
        while not self.works(day):
            day += timedelta(days=1)
        return day
