"""The two questions: is a channel open at a place, and when does it open next (R7.6)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache, lru_cache

from cobranca.contact.windows.opening import Opening
from cobranca.contact.windows.place import Place, Where, where
from cobranca.settings import Settings
from cobranca.settings.allowed import allowed
from cobranca.settings.calendar import local_holidays, national
from cobranca.settings.contact import CHANNELS
from cobranca.settings.text import plain

_KEPT = 8
"""Settings whose calendars are kept at a time."""


def opens(channel: str, place: Place, at: datetime, settings: Settings) -> datetime:
    """`at` itself where the channel may reach a customer of that place then, else the next instant at which it may.

    In the zone of `at`. The same arguments have the same answer anywhere: no clock is asked.

    Raises:
        ValueError: `at` has no zone, or there is no such channel.
        ConfigurationError: the window never opens; `cobranca check` refuses such settings.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone: give an aware datetime, such as clock.now()")
    moment = at.astimezone(UTC)
    found = _calendar(_Kept(settings)).opening(channel, place).next(moment)
    return at if found == moment else found.astimezone(at.tzinfo)


def is_open(channel: str, place: Place, at: datetime, settings: Settings) -> bool:
    """Whether the channel may reach a customer of that place at that instant. Raises as `opens`."""
    return opens(channel, place, at, settings) == at


class Calendar:
    """The openings of one company's settings; each is made when it is first asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._by_place: dict[tuple[str, Place], Opening] = {}
        self._by_where: dict[tuple[str, Where], Opening] = {}

    def opening(self, channel: str, place: Place) -> Opening:
        """The opening of a channel at a place. ValueError: there is no such channel."""
        found = self._by_place.get((channel, place))
        return found or self._by_place.setdefault((channel, place), self._at(channel, place))

    def _at(self, channel: str, place: Place) -> Opening:
        if channel not in CHANNELS:
            raise ValueError(f"unknown channel {channel!r}: write one of {', '.join(CHANNELS)}")
        there = where(self._settings, place)
        return self._by_where.setdefault((channel, there), self._made(channel, there))

    def _made(self, channel: str, there: Where) -> Opening:
        return Opening(allowed(self._settings, channel, there.states), there.zones, self._holidays(there))

    def _holidays(self, there: Where) -> Callable[[date], bool]:
        @cache
        def of(year: int) -> frozenset[date]:
            own = [
                local_holidays(self._settings, state, city, year)
                for state in there.states
                for city in self._cities(there, state)
            ]
            return frozenset(national(year)).union(*own)

        return lambda day: day in of(day.year)

    def _cities(self, there: Where, state: str) -> set[str | None]:
        """None, the state as a whole, with the customer's city, or while that is unknown all that have holidays."""
        listed = {each.city for each in self._settings.holidays if each.city and plain(each.state) == plain(state)}
        return {None, *(city for city in listed if there.city in (None, plain(city)))}


class _Kept:
    """Settings known by their hash."""

    __slots__ = ("settings",)

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __hash__(self) -> int:
        return hash(self.settings.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and self.settings.hash == other.settings.hash


@lru_cache(maxsize=_KEPT)
def _calendar(kept: _Kept) -> Calendar:
    return Calendar(kept.settings)
