"""Where a customer is, as far as is known, and what it stands for: states, a city, clocks (R7.6)."""

from dataclasses import dataclass

from cobranca.settings import Settings
from cobranca.settings.clocks import zones
from cobranca.settings.state import State
from cobranca.settings.text import plain

_AREA_DIGITS = 2


@dataclass(frozen=True)
class Place:
    """What is known of a customer's place: UF or name of the state, city, DDD of the telephone."""

    state: str | None = None
    city: str | None = None
    area_code: str | None = None


@dataclass(frozen=True)
class Where:
    """The states that may be the customer's, his city in plain form where it is known, and the zones of both."""

    states: tuple[str, ...]
    city: str | None
    zones: tuple[str, ...]


def area_code_of(telephone: str) -> str | None:
    """The DDD of a telephone as it is kept (digits, `11912345678`); None of anything else."""
    return telephone[:_AREA_DIGITS] if telephone.isdecimal() and len(telephone) > _AREA_DIGITS else None


def where(settings: Settings, place: Place) -> Where:
    """The state tells; unknown, the area code; unknown too, every state may be."""
    found = _by_state(settings, place.state) or _by_area_code(settings, place.area_code) or settings.states
    city = plain(place.city or "") or None
    names = {zone for state in found for zone in zones(state, city)}
    return Where(tuple(sorted(state.code for state in found)), city, tuple(sorted(names)))


def _by_state(settings: Settings, said: str | None) -> tuple[State, ...]:
    name = plain(said or "")
    return tuple(state for state in settings.states if name and name in (plain(state.code), plain(state.name)))


def _by_area_code(settings: Settings, code: str | None) -> tuple[State, ...]:
    return tuple(state for state in settings.states if code in state.area_codes)
