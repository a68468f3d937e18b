"""Windows, clocks, area codes and holidays of customers as SQL reads them (R7.6, 05_windows.sql)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from cobranca.settings.allowed import of_state
from cobranca.settings.calendar import local_holidays, national
from cobranca.settings.clocks import clocks
from cobranca.settings.contact import CHANNELS
from cobranca.settings.hours import WEEKDAYS, of_row
from cobranca.settings.model import Settings
from cobranca.settings.text import plain

YEARS: Final = range(2020, 2061)
"""The years whose holidays stand in work.settings_contact_holiday."""
NATIONAL: Final = ""
"""The state of national holidays."""
Row = tuple[Any, ...]


def _channels(settings: Settings) -> Iterator[Row]:
    for position, channel in enumerate(dict.fromkeys(settings.contact.order), 1):
        yield channel, position, settings.contact.cap(channel)


def _states(settings: Settings) -> Iterator[Row]:
    for state in settings.states:
        yield state.code, plain(state.name)


def _area_codes(settings: Settings) -> Iterator[Row]:
    for state in settings.states:
        for area_code in dict.fromkeys(state.area_codes):
            yield area_code, state.code


def _zones(settings: Settings) -> Iterator[Row]:
    for state in settings.states:
        for city, zones in clocks(state).items():
            for zone in dict.fromkeys(zones):
                yield state.code, city, zone


def _windows(settings: Settings) -> Iterator[Row]:
    for channel in CHANNELS:
        for state in settings.states:
            allowed = of_state(settings, channel, state.code)
            for isodow, day in enumerate(WEEKDAYS, 1):
                yield channel, state.code, isodow, *of_row(allowed.week.get(day)), allowed.keeps_holidays


def _holidays(settings: Settings) -> Iterator[Row]:
    for year in YEARS:
        for day, name in national(year).items():
            yield day, NATIONAL, "", name
        for state in settings.states:
            for city in _cities(settings, state.code):
                for day, name in local_holidays(settings, state.code, city or None, year).items():
                    yield day, state.code, city, name


def _cities(settings: Settings, state: str) -> list[str]:
    """The cities of a state that have holidays of their own, and '' for the state as a whole."""
    return ["", *sorted({plain(h.city) for h in settings.holidays if h.city and plain(h.state) == plain(state)})]


MAKERS: Final[dict[str, Callable[[Settings], Iterable[Row]]]] = {
    "contact_channel": _channels,
    "contact_state": _states,
    "contact_area_code": _area_codes,
    "contact_zone": _zones,
    "contact_window": _windows,
    "contact_holiday": _holidays,
}
"""The rows of each `work.settings_<table>` without the hash, columns in the order of the DDL."""
