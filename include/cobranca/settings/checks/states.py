"""The 27 states, each once, with clocks that exist (R7.6)."""

import difflib
from collections.abc import Iterator
from zoneinfo import ZoneInfo, available_timezones

from cobranca.settings.checks.holidays import STATES
from cobranca.settings.faults import Finding, Path, listed, one_of
from cobranca.settings.model import Settings
from cobranca.settings.state import State
from cobranca.settings.text import plain


def find(settings: Settings) -> Iterator[Finding]:
    """Unknown, missing and repeated states, unknown zones, cities and area codes that stand twice."""
    codes = [state.code for state in settings.states]
    missing = [code for code in STATES if code not in codes]
    if missing:
        yield Finding(
            ("states",), f"{listed(missing)} missing", "write every state: where one lives decides when to call"
        )
    for number, state in enumerate(settings.states):
        path: Path = ("states", number)
        if state.code not in STATES:
            yield Finding((*path, "code"), f"unknown state `{state.code}`", one_of(state.code.upper(), STATES))
        if state.code in codes[:number]:
            yield Finding((*path, "code"), f"`{state.code}` stands here twice", "take one of the two out")
        yield from _clocks(state, path)
        yield from _twice(list(state.area_codes), (*path, "area_codes"))


def _clocks(state: State, path: Path) -> Iterator[Finding]:
    yield from _zone(state.zone, (*path, "zone"))
    seen: list[str] = []
    for number, clock in enumerate(state.other_clocks):
        for index, zone in enumerate(clock.zones):
            yield from _zone(zone, (*path, "other_clocks", number, "zones", index))
        for index, city in enumerate(clock.cities):
            if plain(city) in seen:
                cure = "leave it in one place, with several `zones` where it is not certain which"
                yield Finding((*path, "other_clocks", number, "cities", index), f"`{city}` stands here twice", cure)
            seen.append(plain(city))


def _zone(zone: str, path: Path) -> Iterator[Finding]:
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        near = difflib.get_close_matches(zone, sorted(available_timezones()), n=1, cutoff=0.75)
        cure = f"write `{near[0]}`" if near else "write a name of the IANA database, such as `America/Sao_Paulo`"
        yield Finding(path, f"unknown time zone `{zone}`", cure)


def _twice(codes: list[str], path: Path) -> Iterator[Finding]:
    for index, code in enumerate(codes):
        if code in codes[:index]:
            yield Finding((*path, index), f"`{code}` is listed twice", "take one of the two out", "warning")
