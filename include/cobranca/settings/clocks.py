"""By which clock a customer lives: the time zones of a state and its cities (R7.6)."""

from cobranca.settings.state import State
from cobranca.settings.text import plain

ELSEWHERE = ""
"""Stands for every city of a state that has no clock of its own."""


def clocks(state: State) -> dict[str, tuple[str, ...]]:
    """The zones of each city with a clock of its own, in plain form, and of ELSEWHERE."""
    own = {plain(city): clock.zones for clock in state.other_clocks for city in clock.cities}
    return {ELSEWHERE: (state.zone,), **own}


def zones(state: State, city: str | None) -> tuple[str, ...]:
    """The zones that may be a customer's, by name; `city` is plain, None: unknown, so all of the state."""
    known = clocks(state)
    if city is not None:
        return tuple(sorted(known.get(city, known[ELSEWHERE])))
    return tuple(sorted({zone for each in known.values() for zone in each}))
