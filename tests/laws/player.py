"""Plays a schedule over a portfolio: the product runs, the oracle beside it; after every run the laws are looked at."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.foreign.server import Foreign
from tests.foreign.world import world
from tests.laws import addresses, laws, people, picture
from tests.laws.happenings import states_on
from tests.laws.picture import Kept, Standing
from tests.laws.product import Product
from tests.laws.schedule import MORNING, Act, Run, Schedule, Settled
from tests.laws.story import Story, answers
from tests.laws.telling import told as as_text
from tests.laws.variants import variant
from tests.oracle import company, compare, reading, sums, telling
from tests.oracle import day as decisions
from tests.oracle.book import Book
from tests.oracle.company import Company
from tests.oracle.reading import Day, Landed
from tests.oracle.tables import Difference

PLACING = {"move", "close"}


@dataclass
class Player:
    """One portfolio before the product, the oracle, and the oracle that never misses a day."""

    conn: psycopg.Connection[Any]
    erp: Foreign
    folder: Path
    patch: pytest.MonkeyPatch
    schedule: Schedule
    stories: tuple[Story, ...]
    with_gates: bool = False
    book: Book = field(default_factory=Book)
    steady: Book = field(default_factory=Book)
    steady_days: dict[int, Kept] = field(default_factory=dict)
    landed: dict[int, Landed] = field(default_factory=dict)
    folders: list[tuple[datetime, Company]] = field(default_factory=list)
    done: list[Run] = field(default_factory=list)
    touched: set[tuple[int, ...]] = field(default_factory=set)
    """Contracts whose ticket a person moved or closed."""
    read_otherwise: set[tuple[int, ...]] = field(default_factory=set)
    """Contracts read on a D when one that never missed a day would not have, or the other way round (R3.2)."""
    is_disturbed: bool = False
    """Whether a run saw what a morning's run of its D could not have seen."""

    def play(self) -> None:
        """All of it. Raises AssertionError with the first differences and the story of their contract."""
        config = variant(self.folder, self.schedule.variant)
        seen = world(self.conn, self.patch, self.folder, self.erp.url, self.erp.wsdl_url, config)
        self.clock, self.product = seen.clock, Product(self.conn, self.with_gates)
        self._settle(self.schedule.variant)
        for step in self.schedule.steps():
            self.now = step.at(self.schedule.first)
            self.clock.write_text(self.now.isoformat(), "utf-8")
            self._never_miss(step.day if step.hour >= MORNING else step.day - 1)
            if isinstance(step, Settled):
                self._settle(step.variant)
            elif isinstance(step, Act):
                self._act(step)
            else:
                self._run(step)

    def _settle(self, name: str) -> None:
        folder = variant(self.folder, name)
        self.patch.setenv("COBRANCA_CONFIG", str(folder))
        self.company = company.read(folder)

    def _act(self, act: Act) -> None:
        until = self.schedule.day(act.until)
        if people.act(self.conn, (self.book, self.steady), self.company, act, self.now, until) and act.what in PLACING:
            self.touched.add(act.key)

    def _never_miss(self, today: int) -> None:
        """The other book has every day up to today, each at five in the morning of its day."""
        for number in range(len(self.steady_days), today + 1):
            day = Day(self.company, self.schedule.day(number), Run(number, number).at(self.schedule.first))
            told = answers(states_on(self.stories, self.schedule.first, number))
            decisions.run(self.steady, reading.read(self.steady, day, told))
            self.steady_days[number] = picture.keep(self.steady, day)

    def _run(self, run: Run) -> None:
        self._show(run.day)
        self.folders.append((self.now, self.company))
        before = picture.standing(self.conn)
        day = Day(self._company_of(run), self.schedule.day(run.as_of), self.now, run.source == "landing")
        self.product.run(day.as_of, run.source)
        now = picture.standing(self.conn)
        self._insist(run, laws.no_queue_of_routed(self.conn))
        self._insist(run, laws.kept(before, now))
        if run.source == "minutes":
            self._pass_minutes(run, day)
        elif any(run.as_of < one.as_of for one in self.done):
            self._insist(run, laws.nothing_changed("R9.4", before, now))
            self._insist(run, self._figures(run, day))
        elif run.source == "fetch":
            self._land(run, day)
            self._insist(run, laws.nothing_changed("R8.6", before, now))
        else:
            self._judge(run, day, before, now)
            self.done.append(run)

    def _pass_minutes(self, run: Run, day: Day) -> None:
        """The day's run has been: what it read is what is known."""
        self._insist(run, laws.carried_out(self.conn, day))
        for book, seen in ((self.book, self.seen), (self.steady, self.steady_days[run.day].day)):
            decisions.pass_minutes(book, day, seen)
        self._insist(run, compare.tickets(self.conn, self.book))
        self._insist(run, compare.events(self.conn, self.book, day.as_of))

    def _figures(self, run: Run, day: Day) -> Iterable[Difference]:
        """R9.4: what is read of a day passed over decides nothing, but is counted."""
        aside = copy.deepcopy(self.book)
        told = self.landed[run.as_of] if run.source == "landing" else self.erp.answers()
        return sums.passed_over(self.conn, self.book, reading.read(aside, day, told))

    def _judge(self, run: Run, day: Day, before: Standing, now: Standing) -> None:
        told = self.landed[run.as_of] if run.source == "landing" else self.erp.answers()
        is_first = not any(one.as_of < run.as_of for one in self.done)
        decisions.run(self.book, reading.read(self.book, day, told))
        self.seen = day
        if not isinstance(told, Landed):
            self.landed[run.as_of] = Landed(told, frozenset(day.scope))
        steady = self.steady_days[run.as_of].day
        self.read_otherwise |= (set(day.views) | set(day.failed)) ^ (set(steady.views) | set(steady.failed))
        self.is_disturbed |= self.schedule.is_disturbed_by(run)
        self._insist(run, compare.compare(self.conn, self.book, day))
        self._insist(run, laws.carried_out(self.conn, day))
        expected = telling.announced(self.book, day, picture.addresses(self.conn), is_first) - before.told
        self._insist(run, _messages(expected, now.told - before.told))
        if self.done and self.schedule.is_same(self.done[-1], run):
            self._insist(run, laws.nothing_changed("R9.1", before, now))
        self._insist(run, laws.after(self, run, day))
        if is_first:
            addresses.give(self.conn, self.now)

    def _show(self, today: int) -> None:
        """The ERP answers as on that day."""
        told = answers(states_on(self.stories, self.schedule.first, today))
        self.erp.contracts, self.erp.rows, self.erp.renegotiations = told.contracts, told.rows, told.renegotiations
        self.erp.phases, self.erp.occurrences = told.phase_occurrences, told.contract_occurrences
        self.erp.updated_on = self.schedule.day(today)

    def _land(self, run: Run, day: Day) -> None:
        """What is fetched on D, and of whom, is kept, and nothing is decided (R9.5)."""
        aside = Day(day.company, day.as_of, day.now)
        self.landed[run.as_of] = reading.land(copy.deepcopy(self.book), aside, self.erp.answers())

    def _company_of(self, run: Run) -> Company:
        """Of a late run: the settings with which the last run before the end of D began (decision 0015)."""
        over = Run(run.as_of + 1, run.as_of + 1, "00:00").at(self.schedule.first)
        then = [one for at, one in self.folders[:-1] if at < over]
        return then[-1] if run.is_late and then else self.company

    def _insist(self, run: Run, found: Iterable[Difference]) -> None:
        if differences := list(found):
            raise AssertionError(as_text(self.schedule, self.stories, run, differences))


def _messages(expected: set[telling.Told], found: set[telling.Told]) -> list[Difference]:
    """R5.5, R7.7, R7.12: what was queued is what may be told, of steps not told of before."""
    return [
        Difference("message", one[:3], " ".join(one[3:]), one in expected, one in found)
        for one in sorted(expected ^ found)
    ]
