"""A case: all that is known now of one contract, read in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import psycopg
from psycopg.rows import TupleRow, class_row

from cobranca import clock, database
from cobranca.errors import NotExplained
from cobranca.explain.mirror import Contract, Day, Parameters, Title
from cobranca.explain.tickets import Channel, Closed, Fact, Ticket, Told
from cobranca.explain.wording import Sentence

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one contract now. `now` is the clock's moment, `today` its business date."""

    now: datetime
    today: date
    day: Day
    parameters: Parameters
    contract: Contract
    titles: tuple[Title, ...]
    tickets: tuple[Ticket, ...]
    facts: tuple[Fact, ...]
    channels: tuple[Channel, ...]
    told: tuple[Told, ...]
    released: frozenset[str]
    occurrences: tuple[Sentence, ...]
    closed: tuple[Closed, ...]

    def title(self, installment_code: int | None) -> Title | None:
        """The mirrored row of an installment."""
        return next((row for row in self.titles if row.installment_code == installment_code), None)

    def in_force(self, *kinds: str, installment_code: int | None = None) -> tuple[Fact, ...]:
        """Facts of these kinds that hold now; of a title's own only those of this installment."""
        return tuple(
            fact
            for fact in self.facts
            if fact.kind in kinds and fact.valid_from <= self.now and fact.installment_code in (None, installment_code)
        )


@dataclass(frozen=True, slots=True)
class Files:
    """Reads include/sql/explain."""

    conn: psycopg.Connection[TupleRow]

    def rows(self, name: str, kind: type[Row], **params: Any) -> tuple[Row, ...]:
        """The rows of a file, each as one of `kind`."""
        with self.conn.cursor(row_factory=class_row(kind)) as cursor:
            return tuple(cursor.execute(database.sql(f"explain/{name}.sql"), params).fetchall())

    def values(self, name: str, **params: Any) -> list[TupleRow]:
        """The rows of a file as they come."""
        return self.conn.execute(database.sql(f"explain/{name}.sql"), params).fetchall()


@contextmanager
def opened() -> Iterator[tuple[Files, Day]]:
    """The files, in a session under the settings of the newest run and the clock's moment.

    Raises:
        NotExplained: no daily run ever began.
    """
    with database.connect(now=clock.now().isoformat()) as conn:
        files = Files(conn)
        found = files.rows("day", Day)
        if not found:
            raise NotExplained("ainda não houve execução diária, não há o que explicar: rode `cobranca batch`")
        for name, value in (("settings_hash", found[0].settings_hash), ("as_of", found[0].as_of.isoformat())):
            conn.execute("SELECT set_config(%s, %s, false)", (f"cobranca.{name}", value))
        yield files, found[0]


def read(files: Files, day: Day, branch_code: int, contract_code: int, ticket_id: int | None = None) -> Case:
    """The case of a contract; of its closed tickets only `ticket_id` is among the tickets.

    Raises:
        NotExplained: the mirror does not have the contract.
    """
    key = {"branch_code": branch_code, "contract_code": contract_code}
    contract = files.rows("contract", Contract, **key)
    if not contract:
        raise NotExplained(
            f"o espelho não tem o contrato {branch_code}/{contract_code}: nenhuma listagem dos empreendimentos "
            "integrados o trouxe (R3.0, R3.2)"
        )
    tickets = files.rows("tickets", Ticket, **key, ticket_id=ticket_id)
    now = clock.now()
    return Case(
        now=now,
        today=now.date(),
        day=day,
        parameters=files.rows("parameters", Parameters)[0],
        contract=contract[0],
        titles=files.rows("titles", Title, **key, **contract[0].route),
        tickets=tickets,
        facts=files.rows("facts", Fact, **key),
        channels=files.rows("channels", Channel, **key),
        told=files.rows("told", Told, tickets=[ticket.ticket_id for ticket in tickets]),
        released=frozenset(str(row[0]) for row in files.values("released")),
        occurrences=tuple(Sentence(*row) for row in files.values("occurrences", **key)),
        closed=files.rows("closed", Closed, **key),
    )
