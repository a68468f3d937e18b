"""When one channel opens at one place: hours by each clock that may hold there, holidays left out."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from cobranca.errors import ConfigurationError
from cobranca.settings.allowed import Allowed
from cobranca.settings.hours import WEEKDAYS

LONGEST = timedelta(days=400)
"""No window stays closed for longer."""
_DAY = timedelta(days=1)
Span = tuple[datetime, datetime]


class Opening:
    """Open at an instant: it lies within the hours of the local day by every zone, and no zone has a holiday.

    Spans are worked out once a zone and day.
    """

    def __init__(self, allowed: Allowed, zones: Iterable[str], is_holiday: Callable[[date], bool]) -> None:
        self._allowed = allowed
        self._is_holiday = is_holiday
        self._clocks = [(ZoneInfo(zone), cache(self._span_of(ZoneInfo(zone)))) for zone in zones]

    def next(self, at: datetime) -> datetime:
        """The first open instant from `at` (UTC) on. ConfigurationError: there is none."""
        moment = self._next_by_each(at)
        if len(self._clocks) > 1:  # what opens late by one clock may be past the closing of another
            while (later := self._next_by_each(moment)) != moment:
                moment = later
                if moment - at > LONGEST:
                    raise self._never(at)
        return moment

    def _next_by_each(self, moment: datetime) -> datetime:
        for zone, span in self._clocks:
            day = moment.astimezone(zone).date()
            last = day + LONGEST
            while (hours := span(day)) is None or moment >= hours[1]:
                day += _DAY
                if day > last:
                    raise self._never(moment)
            moment = max(moment, hours[0])
        return moment

    def _never(self, at: datetime) -> ConfigurationError:
        zones = ", ".join(zone.key for zone, _ in self._clocks)
        return ConfigurationError(
            f"no open hour by {zones} after {at:%d/%m/%Y}: widen its hours in contact.yaml or telephone.yaml"
        )

    def _span_of(self, zone: ZoneInfo) -> Callable[[date], Span | None]:
        def span(day: date) -> Span | None:
            hours = self._allowed.week.get(WEEKDAYS[day.weekday()])
            if hours is None or (self._allowed.keeps_holidays and self._is_holiday(day)):
                return None
            opens, closes = (datetime.combine(day, each, zone) for each in (hours.opens, hours.closes))
            return opens.astimezone(UTC), closes.astimezone(UTC)

        return span
