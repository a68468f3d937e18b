"""What people do at the same time as both batches: each has contracts of their own, so that what is done to a ticket
has an order that can be repeated."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psycopg

from cobranca import acts
from cobranca.acts import ActRefused, Contract, Person

TICKETS = """
    SELECT c.branch_code, c.contract_code, c.ticket_id, array_agg(i.ticket_id ORDER BY i.installment_code)
    FROM crm.ticket_state c
    JOIN crm.ticket_state i ON i.parent_id = c.ticket_id AND i.closed_on IS NULL
    JOIN mega.contract m ON (m.branch_code, m.contract_code) = (c.branch_code, c.contract_code)
    WHERE c.kind = 'contract' AND c.closed_on IS NULL AND c.request_code = 'COD_COBRANCA'
      AND NOT EXISTS (SELECT FROM mega.contract o
                      WHERE o.customer_code = m.customer_code AND o.contract_code <> m.contract_code)
    GROUP BY c.ticket_id ORDER BY c.branch_code, c.contract_code
"""
WAYS = ("talks", "waits", "marks", "blocks", "holds", "disputes")
"""What is done to a contract, over and over; contracts take turns."""


@dataclass(frozen=True)
class Case:
    """A contract with its ticket, its titles', and what is done to it."""

    contract: Contract
    ticket: int
    titles: tuple[int, ...]
    way: str


@dataclass(frozen=True)
class Asked:
    """An act: on which contract, which function of `cobranca.acts` with what."""

    case: Case
    name: str
    arguments: tuple[Any, ...]

    def done(self, person: Person, case: Case | None = None) -> "Done":
        """Do it, on this or on the same contract of another database."""
        on = case or self.case
        targets = {"title": on.titles[0], "ticket": on.ticket, "contract": on.contract}
        given = [targets.get(one, one) if isinstance(one, str) else one for one in self.arguments]
        try:
            return Done(self, person, getattr(acts, self.name)(person, *given))
        except ActRefused as error:
            return Done(self, person, None, str(error))


@dataclass(frozen=True)
class Done:
    """What came of an act: the event's or the new ticket's number, or why it was refused."""

    asked: Asked
    person: Person
    number: int | None
    refusal: str = ""


@dataclass
class Worker:
    """A person with some contracts; `work` does things to them until it is told to stop."""

    person: Person
    cases: list[Case]
    seed: int
    done: list[Done] = field(default_factory=list)

    def work(self, is_over: Callable[[], bool]) -> None:
        """One act after the other."""
        rng, turn = random.Random(self.seed), 0
        while not is_over():
            case = rng.choice(self.cases)
            turn += 1
            for asked in WHAT[case.way](case, rng, turn):
                self.done.append(asked.done(self.person))


def cases(conn: psycopg.Connection[Any]) -> list[Case]:
    """The contracts that the standard rule has, each with its way; their customers have no other, which a mark of the
    customer would move as well."""
    found = conn.execute(TICKETS).fetchall()
    return [
        Case(Contract(branch, code), ticket, tuple(titles), WAYS[place % len(WAYS)])
        for place, (branch, code, ticket, titles) in enumerate(found)
    ]


def _note(case: Case, turn: int) -> Asked:
    return Asked(case, "note", ("ticket", f"anotação {turn}"))


def _talks(case: Case, rng: random.Random, turn: int) -> list[Asked]:
    hour, name = f"{rng.randint(8, 20)}h", rng.choice(("ana", "bia", "caio"))
    able = [
        _note(case, turn),
        Asked(case, "set_field", ("ticket", "melhor_horario", f"depois das {hour}")),
        Asked(case, "set_responsible", ("ticket", name)),
        Asked(case, "promise", ("ticket", "20/03/2026", f"{turn + 1},50")),
        Asked(case, "move", ("ticket", rng.choice(("EM_CONTATO", "PROMESSA_PAGAMENTO", "EM_NEGOCIACAO")))),
    ]
    return [rng.choice(able)]


def _waits(case: Case, rng: random.Random, turn: int) -> list[Asked]:
    return [Asked(case, "move", ("ticket", "EM_CONTATO")), Asked(case, "move", ("ticket", "INTERMEDIARIO"))]


def _marks(case: Case, rng: random.Random, turn: int) -> list[Asked]:
    return [Asked(case, "mark", ("contract", rng.choice("JT"))), _note(case, turn)]


def _blocks(case: Case, rng: random.Random, turn: int) -> list[Asked]:
    return [Asked(case, rng.choice(("block", "unblock")), ("contract", "TBG"))]


def _holds(case: Case, rng: random.Random, turn: int) -> list[Asked]:
    return [Asked(case, "hold", ("ticket", "31/03/2026", "férias")), Asked(case, "end_hold", ("ticket",))][
        : rng.randint(1, 2)
    ]


def _disputes(case: Case, rng: random.Random, turn: int) -> list[Asked]:
    return [
        Asked(case, "dispute", ("title", "diz que pagou")),
        Asked(case, "close", ("ticket", "COD_BAIXA_CTR")),
        Asked(case, "end_dispute", ("title",)),
    ][: rng.randint(1, 3)]


WHAT: dict[str, Callable[[Case, random.Random, int], list[Asked]]] = {
    "talks": _talks,
    "waits": _waits,
    "marks": _marks,
    "blocks": _blocks,
    "holds": _holds,
    "disputes": _disputes,
}
