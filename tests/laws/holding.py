"""Draws portfolios and schedules of a kind and plays them; one seed a kind, so that a run is like the one before."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st

from tests.conftest import connected, fresh
from tests.foreign.server import serving
from tests.laws.histories import portfolio
from tests.laws.player import Player
from tests.laws.schedule import Schedule
from tests.laws.story import Story
from tests.laws.timetables import schedule

CONTRACTS = 25
OFTEN = pytest.mark.parametrize("number", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, 10))])
"""Each kind of schedule once, ten times in the long form."""


class Drawn:
    """A portfolio and its schedule. Its name is short: what fails says which contract matters."""

    def __init__(self, stories: tuple[Story, ...], timetable: Schedule) -> None:
        self.stories, self.schedule = stories, timetable

    def __repr__(self) -> str:
        return f"{len(self.stories)} contracts, {self.schedule.name}"


@st.composite
def drawn(draw: st.DrawFn, kind: str) -> Drawn:
    """Contracts, most of which something happens to."""
    stories = draw(portfolio(CONTRACTS))
    assume(sum(bool(story.happenings) for story in stories) > CONTRACTS // 2)
    return Drawn(stories, draw(schedule(kind, stories)))


def play(server: str, stories: tuple[Story, ...], timetable: Schedule, with_gates: bool = False) -> Player:
    """One portfolio and schedule before an ERP and a database of their own."""
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        conn = stack.enter_context(connected(stack.enter_context(fresh(server, patch))))
        erp = stack.enter_context(serving())
        player = Player(conn, erp, folder, patch, timetable, stories, with_gates)
        player.play()
    return player


def hold(server: str, kind: str, number: int, with_gates: bool = False) -> None:
    """One schedule of a kind with 25 histories; another number, another one. What fails tells its story."""

    @seed(crc32(f"{kind} {number} {with_gates}".encode()))
    @settings(
        max_examples=1,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(drawn(kind))
    def law(one: Drawn) -> None:
        play(server, one.stories, one.schedule, with_gates)

    law()
