"""States, and the dates of the holiday files (R2.2)."""

from collections.abc import Iterator

from cobranca.settings.calendar import date_of
from cobranca.settings.faults import Finding, Path, one_of
from cobranca.settings.holiday import HolidayDay
from cobranca.settings.model import Settings
from cobranca.settings.text import plain

STATES = (
    *("AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA"),
    *("PB", "PE", "PI", "PR", "RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO"),
)
_A_LEAP_YEAR = 2028


def find(settings: Settings) -> Iterator[Finding]:
    """Unknown states, impossible or repeated dates, cities of branches without a file."""
    for number, branch in enumerate(settings.branches):
        yield from _state(branch.state, ("branches", number, "state"))
    for number, calendar in enumerate(settings.holidays):
        yield from _state(calendar.state, ("holidays", number, "state"))
        yield from _days(calendar.days, ("holidays", number, "days"))
    for number, state in enumerate(settings.states):
        yield from _days(state.holidays, ("states", number, "holidays"))
    yield from _cities(settings)


def _state(state: str, path: Path) -> Iterator[Finding]:
    if state not in STATES:
        yield Finding(path, f"unknown state `{state}`", one_of(state.upper(), STATES))


def _days(days: tuple[HolidayDay, ...], path: Path) -> Iterator[Finding]:
    for index, listed in enumerate(days):
        yield from _day(listed, days[:index], (*path, index, "day"))


def _day(listed: HolidayDay, before: tuple[HolidayDay, ...], path: Path) -> Iterator[Finding]:
    try:
        date_of(listed, _A_LEAP_YEAR)
    except ValueError:
        cure = "write `DD-MM` for every year, such as `09-07`, `YYYY-MM-DD` for one, or `easter+8`"
        yield Finding(path, f"`{listed.day}` is not a date", cure)
    if listed.day in [other.day for other in before]:
        yield Finding(path, f"`{listed.day}` is listed twice", "take one of the two out", "warning")


def _cities(settings: Settings) -> Iterator[Finding]:
    known = {(plain(c.state), plain(c.city)) for c in settings.holidays if c.city}
    for number, branch in enumerate(settings.branches):
        if branch.city and (plain(branch.state), plain(branch.city)) not in known:
            message = f"no holidays are listed for `{branch.city}`: it keeps national and state ones only"
            keys = f"`state: {branch.state}`, `city: {branch.city}`, `days:`"
            cure = f"write a file of holidays/ with {keys}"
            yield Finding(("branches", number, "city"), message, cure, "warning")
