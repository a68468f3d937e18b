"""Banking days (R2.2): weekends, national holidays and the dates of a branch's state and city."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays
from dateutil.easter import easter  # type: ignore[import-untyped]

from cobranca.settings.company import Branch
from cobranca.settings.holiday import HolidayCalendar, HolidayDay
from cobranca.settings.model import Settings
from cobranca.settings.text import plain

NATIONAL = 0
"""The branch code of 'no branch of the settings': national holidays only."""
_TUESDAY, _FRIDAY, _SATURDAY, _SUNDAY = 1, 4, 5, 6
_LISTED = re.compile(
    r"(?P<day>\d\d)-(?P<month>\d\d)|(?P<iso>\d{4}-\d\d-\d\d)|easter(?P<easter>[-+]\d{1,3})",
)
_OF_EASTER = {
    -48: "Carnaval (segunda-feira)",
    -47: "Carnaval (terça-feira)",
    -2: "Sexta-feira Santa",
    60: "Corpus Christi",
}


def is_banking_day(settings: Settings, branch_code: int, day: date) -> bool:
    """Whether banks of the branch's place are open. Unknown branches keep national holidays."""
    return day.weekday() < _SATURDAY and day not in branch_holidays(settings, branch_code, day.year)


def next_banking_day(settings: Settings, branch_code: int, day: date) -> date:
    """The day itself where it is a banking day, else the first one after it."""
    while not is_banking_day(settings, branch_code, day):
        day += timedelta(days=1)
    return day


def branch_holidays(settings: Settings, branch_code: int, *years: int) -> dict[date, str]:
    """Every holiday of a branch in some years, weekend or not, by date."""
    branch = next((branch for branch in settings.branches if branch.code == branch_code), None)
    calendars = _calendars(settings, branch) if branch else []
    days: dict[date, str] = {}
    for year in years:
        days |= {**_listed(calendars, year), **national(year)}
    return dict(sorted(days.items()))


def state_holidays(settings: Settings, state: str, *years: int) -> dict[date, str]:
    """National holidays and those of a state: the legal holidays of the telephone (R7.6)."""
    days: dict[date, str] = {}
    for year in years:
        days |= {**local_holidays(settings, state, None, year), **national(year)}
    return dict(sorted(days.items()))


def local_holidays(settings: Settings, state: str, city: str | None, year: int) -> dict[date, str]:
    """A state's own holidays, of holidays/ and states.yaml, or with a city that city's own; no national ones."""
    calendars = [
        calendar
        for calendar in settings.holidays
        if plain(calendar.state) == plain(state) and plain(calendar.city or "") == plain(city or "")
    ]
    own = [each.holidays for each in settings.states if plain(each.code) == plain(state) and not city]
    return _dated([day for days in (*own, *(calendar.days for calendar in calendars)) for day in days], year)


@lru_cache(maxsize=256)
def national(year: int) -> Mapping[date, str]:
    """National holidays, Carnival Monday and Tuesday, Good Friday and Corpus Christi of a year."""
    named = holidays.country_holidays("BR", years=year, language="pt_BR")
    sunday = easter(year)
    moving = {sunday + timedelta(days=days): name for days, name in _OF_EASTER.items()}
    return {**{day: str(name) for day, name in named.items()}, **moving}


def date_of(listed: HolidayDay, year: int) -> date | None:
    """The date of a listed day in a year, None in years that do not have it. ValueError: no date."""
    match = _LISTED.fullmatch(listed.day)
    if not match:
        raise ValueError(f"`{listed.day}` is neither DD-MM, YYYY-MM-DD nor easter+N")
    day = _of_year(match, year)
    return _moved(day, listed.moves_to) if day else None


def _of_year(match: re.Match[str], year: int) -> date | None:
    if match["iso"]:
        day = date.fromisoformat(match["iso"])
        return day if day.year == year else None
    if match["easter"]:
        return easter(year) + timedelta(days=int(match["easter"]))  # type: ignore[no-any-return]
    if match[0] == "29-02" and not _is_leap(year):
        return None
    return date(year, int(match["month"]), int(match["day"]))


def _moved(day: date, to: str | None) -> date:
    """Where the law puts it (HolidayDay)."""
    weekday = day.weekday()
    if to == "friday" and _TUESDAY <= weekday < _FRIDAY:
        return day + timedelta(days=_FRIDAY - weekday)
    return day + timedelta(days=_SUNDAY - weekday) if to == "sunday" else day


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _calendars(settings: Settings, branch: Branch) -> list[HolidayCalendar]:
    return [
        calendar
        for calendar in settings.holidays
        if plain(calendar.state) == plain(branch.state)
        and (calendar.city is None or plain(calendar.city) == plain(branch.city or ""))
    ]


def _listed(calendars: Iterable[HolidayCalendar], year: int) -> dict[date, str]:
    return _dated([listed for calendar in calendars for listed in calendar.days], year)


def _dated(days: Iterable[HolidayDay], year: int) -> dict[date, str]:
    """Those of a year; a move may bring one over from the year before."""
    found = {date_of(listed, of): listed.name for of in (year - 1, year) for listed in days}
    return {day: name for day, name in found.items() if day and day.year == year}
