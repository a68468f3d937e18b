"""Days as ordinals (`date.toordinal()`): the portfolio compares and adds them by the million."""

from datetime import date
from functools import lru_cache
from typing import Final

Day = int
"""A proleptic Gregorian ordinal."""

ANCHOR: Final[Day] = date(2026, 3, 1).toordinal()
"""Contracts are placed so that the portfolio looks its best from a year before this day to two after."""

LIVE_FROM: Final[Day] = ANCHOR - 450
LIVE_TO: Final[Day] = ANCHOR + 1100
"""The recurring corners (returned cheques, partial payments …) happen in this window."""

PHASES_SINCE: Final[Day] = date(2025, 10, 1).toordinal()
"""The delinquency phases were configured last: the nightly run of this day lodged the whole backlog."""


@lru_cache(maxsize=20_000)
def written(day: Day) -> str:
    """DD/MM/YYYY, as Carteira writes a date."""
    return date.fromordinal(day).strftime("%d/%m/%Y")


@lru_cache(maxsize=20_000)
def iso(day: Day) -> str:
    """YYYY-MM-DD."""
    return date.fromordinal(day).isoformat()


def workday(day: Day) -> Day:
    """The day, or the Monday after a weekend: the ERP's 'vencimento real' without holidays."""
    return day + (2 if day % 7 == 6 else 1 if day % 7 == 0 else 0)  # noqa: PLR2004 - ordinal 6 is a Saturday


def monthly(first: date, count: int) -> list[Day]:
    """`count` days, a month apart, from `first` on; its day is at most 28."""
    start = first.year * 12 + first.month - 1
    return [date(m // 12, m % 12 + 1, first.day).toordinal() for m in range(start, start + count)]


def months_before(day: Day, months: int, day_of_month: int) -> date:
    """The date `months` months before `day`'s month, on a given day of the month (at most 28)."""
    known = date.fromordinal(day)
    month = known.year * 12 + known.month - 1 - months
    return date(month // 12, month % 12 + 1, day_of_month)
