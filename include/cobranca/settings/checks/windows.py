"""Windows and laws that leave every customer an hour in which he may be reached (R7.6)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cobranca.settings.allowed import allowed, of_state
from cobranca.settings.checks import states
from cobranca.settings.clocks import zones
from cobranca.settings.contact import CHANNELS
from cobranca.settings.faults import Finding, Path, one_of
from cobranca.settings.hours import Hours
from cobranca.settings.model import Settings

_ANY_DAY = datetime(2026, 1, 1)
"""By any clock; Brazil keeps no daylight saving time."""


def find(settings: Settings) -> Iterator[Finding]:
    """Windows and laws without an hour, laws of unknown states, channels that could never reach somebody."""
    own = [*_windows(settings), *_laws(settings)]
    yield from own
    if not own and not any(finding.severity == "error" for finding in states.find(settings)):
        yield from _closed(settings)


def _windows(settings: Settings) -> Iterator[Finding]:
    for channel, window in settings.contact.windows.items():
        path: Path = ("contact", "windows", channel)
        if window.closes <= window.opens:
            message = f"the window closes at {window.closes:%H:%M}, before it opens"
            cure = "write a later `closes`, up to '23:59'; a window lies within one day"
            yield Finding((*path, "closes"), message, cure)
        if not window.days:
            yield Finding((*path, "days"), "no day is open", "write some, such as `monday`, or leave `days` out")


def _laws(settings: Settings) -> Iterator[Finding]:
    known = [state.code for state in settings.states]
    for number, law in enumerate(settings.telephone.laws):
        for index, state in enumerate(law.states):
            if state not in known:
                path: Path = ("telephone", "laws", number, "states", index)
                yield Finding(path, f"unknown state `{state}`", one_of(state.upper(), known))
        if not law.hours:
            cure = "write the hours of each weekday that it allows, such as `monday: 08:00-20:00`"
            yield Finding(("telephone", "laws", number, "hours"), "no weekday is open", cure)


def _closed(settings: Settings) -> Iterator[Finding]:
    for channel in (channel for channel in settings.contact.order if channel in CHANNELS):
        path: Path = ("contact", "windows", channel) if channel in settings.contact.windows else ("telephone", "laws")
        shut = [state.code for state in settings.states if not of_state(settings, channel, state.code).week]
        if shut:
            message = f"laws and window leave `{channel}` no hour in {', '.join(shut)}: nobody there could be reached"
            yield Finding(path, message, "widen the window, or take the channel out of `order`")
        elif settings.states and not _reaches_the_unknown(settings, channel):
            message = f"`{channel}` is never open in all time zones at once: who has no state could not be reached"
            yield Finding(path, message, f"open it for more than {_spread(settings)} on some day")


def _reaches_the_unknown(settings: Settings, channel: str) -> bool:
    week = allowed(settings, channel, [state.code for state in settings.states]).week
    return any(_length(hours) > _spread(settings) for hours in week.values())


def _length(hours: Hours) -> timedelta:
    return datetime.combine(_ANY_DAY, hours.closes) - datetime.combine(_ANY_DAY, hours.opens)


def _spread(settings: Settings) -> timedelta:
    """Between the first and the last clock of the country."""
    names = {zone for state in settings.states for zone in zones(state, None)}
    offsets = [_ANY_DAY.replace(tzinfo=ZoneInfo(name)).utcoffset() or timedelta() for name in names]
    return max(offsets) - min(offsets)
