"""A history: one contract of the ERP, its rows, and what happens to them, each on the day on which the ERP shows it."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any

from tests.foreign import makers
from tests.oracle.wire import Answers

Raw = dict[str, Any]


@dataclass(frozen=True)
class Born:
    """An installment; `due` counts days from the schedule's first one."""

    due: int
    attributes: Raw = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class Happening:
    """What the ERP shows from day `seen` on. `on` is the date that it carries, None where it carries none."""

    seen: int
    what: str
    row: int = 0
    on: int | None = None
    text: str | None = None
    number: int = 0

    def __repr__(self) -> str:
        said = [f"{one.name}={getattr(self, one.name)!r}" for one in fields(self)[2:] if getattr(self, one.name)]
        return f"Happening({', '.join([str(self.seen), repr(self.what), *said])})"


@dataclass(frozen=True)
class Story:
    """A contract and its life. Its rows are numbered from 1 in the order of `rows`."""

    code: int
    branch: int
    rows: tuple[Born, ...]
    happenings: tuple[Happening, ...] = ()
    attributes: Raw = field(default_factory=dict)

    @property
    def key(self) -> tuple[int, int]:
        """Branch and contract."""
        return self.branch, self.code

    @property
    def customer(self) -> int:
        """Two contracts that follow one another are of the same."""
        return 9_000 + self.code // 2

    @property
    def proposal(self) -> int:
        """Its cod_proposta: what tells it from a contract of the same code in another branch (R3.11)."""
        return 100_000 * self.branch + self.code


@dataclass
class State:
    """What the ERP holds of a contract."""

    first: date
    story: Story
    contract: Raw
    rows: dict[int, Raw]
    away: set[int] = field(default_factory=set)
    studies: list[Raw] = field(default_factory=list)
    phases: list[Raw] = field(default_factory=list)
    occurrences: list[Raw] = field(default_factory=list)
    is_listed: bool = True
    odd: str = ""

    def day(self, number: int) -> date:
        """Day 0 is the schedule's first."""
        return self.first + timedelta(number)

    def br(self, number: int | None) -> str | None:
        """DD/MM/YYYY, None for none."""
        return None if number is None else makers.br(self.day(number))

    def add_row(self, number: int, due: str | None, **attributes: Any) -> None:
        """A row is born."""
        born = makers.row(self.story.code, number, self.first, cod_condicao=self.story.proposal)
        self.rows[number] = born | {"data_vencimento": due} | attributes

    def answer(self) -> list[Raw]:
        """DadosParcelas, as odd as the day wants it."""
        rows = [copy.deepcopy(row) for number, row in sorted(self.rows.items()) if number not in self.away]
        if self.odd == "unknown":
            return [row | {"situacao": "Vencido"} for row in rows]
        return rows + rows[:1] if self.odd == "twice" else [] if self.odd == "none" else rows


def born(story: Story, first: date) -> State:
    """The contract before anything happens."""
    contract = makers.contract(story.code, story.branch, cod_proposta=story.proposal, cod_cliente=story.customer)
    state = State(first, story, contract | story.attributes, {})
    for number, one in enumerate(story.rows, 1):
        state.add_row(number, state.br(one.due), **one.attributes)
    return state


def answers(states: Iterable[State]) -> Answers:
    """What the ERP says of all contracts."""
    told = Answers()
    for state in states:
        code = state.story.code
        if state.is_listed:
            told.contracts.append(copy.deepcopy(state.contract))
        told.rows.setdefault(code, []).extend(state.answer())
        told.renegotiations.setdefault(code, []).extend(copy.deepcopy(state.studies))
        told.phase_occurrences += copy.deepcopy(state.phases)
        told.contract_occurrences += copy.deepcopy(state.occurrences)
    return told
