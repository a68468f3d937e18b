"""The hours that laws and the company's windows leave open, by channel and state (R7.6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from cobranca.settings.contact import PHONE, Window
from cobranca.settings.hours import Hours, Weekday, intersection
from cobranca.settings.model import Settings
from cobranca.settings.text import plain


@dataclass(frozen=True)
class Allowed:
    """Local hours of each weekday, and whether legal holidays are closed."""

    week: Mapping[Weekday, Hours]
    keeps_holidays: bool

    def __and__(self, other: "Allowed") -> "Allowed":
        """What both allow."""
        return Allowed(intersection([self.week, other.week]), self.keeps_holidays or other.keeps_holidays)


def allowed(settings: Settings, channel: str, states: Iterable[str]) -> Allowed:
    """What a channel may do in every one of some states, by their codes; at least one is given."""
    return reduce(Allowed.__and__, [of_state(settings, channel, state) for state in states])


def of_state(settings: Settings, channel: str, state: str) -> Allowed:
    """A state's laws and the company's own window of the channel, together.

    The telephone of a state without a law: all laws of the telephone together, the most restrictive hours.
    """
    bound = [law for law in settings.telephone.laws if channel in law.channels]
    laws = [law for law in bound if plain(state) in map(plain, law.states)]
    if channel == PHONE and not laws:
        laws = bound
    found = [Allowed(law.hours, law.holidays == "closed") for law in laws]
    if window := _window(settings, channel):
        found.append(Allowed(window.week, window.holidays == "closed"))
    return reduce(Allowed.__and__, found) if found else Allowed({}, keeps_holidays=True)


def _window(settings: Settings, channel: str) -> Window | None:
    """The company's own; the telephone needs none."""
    return settings.contact.windows.get(channel) or (None if channel == PHONE else Window())
