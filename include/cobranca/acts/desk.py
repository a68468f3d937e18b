"""An act under way: one transaction, the settings in force, the tickets locked, the moment."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import psycopg
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb, set_json_loads

from cobranca import clock, database, settings
from cobranca.acts.events import RULES, Kind
from cobranca.acts.locking import NAMES, Ticket, TicketKind, lock
from cobranca.acts.people import Act, Person, require
from cobranca.errors import ActRefused
from cobranca.settings import Settings, tables
from cobranca.settings.text import plain


@dataclass(slots=True)
class Desk:
    """What an act works with; the connection is in the act's transaction, `now` its moment."""

    conn: psycopg.Connection[TupleRow]
    settings: Settings
    person: Person
    now: datetime

    def take(
        self, ticket_id: int, *kinds: TicketKind, version: int | None = None, with_children: bool = False
    ) -> Ticket:
        """Lock an open ticket of one of these kinds, with its open children where they are concerned.

        Raises:
            ActRefused: there is none such, it is closed, or no longer at the version that the person saw.
        """
        ticket = self.take_any(ticket_id, version=version, with_children=with_children)
        if ticket.kind not in kinds:
            wanted = " ou ".join(NAMES[kind] for kind in kinds)
            raise ActRefused("R5.9", f"a ocorrência {ticket_id} é {NAMES[ticket.kind]}: este ato é para {wanted}")
        if ticket.closed_on:
            raise ActRefused(
                "R5.9",
                f"a ocorrência {ticket_id} está encerrada desde {ticket.closed_on:%d/%m/%Y}: só aceita anotações",
            )
        return ticket

    def take_any(self, ticket_id: int, *, version: int | None = None, with_children: bool = False) -> Ticket:
        """Lock a ticket whatever it is, and set the moment of the act."""
        ticket = lock(self.conn, ticket_id, with_children=with_children)
        if ticket is None:
            raise ActRefused("R5.9", f"não há ocorrência {ticket_id}")
        if version is not None and version != ticket.version:
            raise ActRefused(
                "R5.9",
                f"a ocorrência {ticket_id} mudou desde que foi aberta na tela (versão {version}, agora "
                f"{ticket.version}): veja-a de novo e repita, se ainda for o caso",
            )
        self.begin()
        return ticket

    def begin(self) -> None:
        """Set the moment of the act, also for SQL (`work.moment()`, `work.as_of()`), once nothing is waited for."""
        self.now = clock.now()
        for name, value in (("now", self.now.isoformat()), ("as_of", self.today.isoformat())):
            self.conn.execute("SELECT set_config(%s, %s, true)", (f"cobranca.{name}", value))

    @property
    def today(self) -> date:
        """The business date of the act (R2.1)."""
        return self.now.date()

    def run(self, act: str, **params: Any) -> int:
        """Carry out include/sql/acts/<act>.sql: the number its last statement gives back, 0 for none."""
        row = self.find(act, **params)
        return int(row[0]) if row else 0

    def find(self, act: str, **params: Any) -> TupleRow | None:
        """The first row of the last statement of include/sql/acts/<act>.sql."""
        cursor = self.conn.execute(database.sql(f"acts/{act}.sql"), {"actor": self.person.name, **params})
        while cursor.nextset():
            pass
        return cursor.fetchone() if cursor.description else None

    def record(
        self,
        kind: Kind,
        ticket_id: int,
        *,
        reason: str | None = None,
        details: Mapping[str, Any] | None = None,
        before: Ticket | None = None,
    ) -> int:
        """Write the event of the act: its id. `before`: the ticket as it was, where it has entered another status."""
        return self.run(
            "record",
            ticket_id=ticket_id,
            kind=kind,
            rule=RULES[kind],
            reason=reason,
            enters=kind in ("opened", "moved", "closed"),
            from_request=before and before.request_code,
            from_status=before and before.status_code,
            details=Jsonb({"role": self.person.role, **(details or {})}),
        )


def _exact_loads(text: str | bytes) -> Any:
    """JSON with its numbers as they stand: no amount becomes a binary float (R1.7)."""
    return json.loads(text, parse_float=Decimal)


@contextmanager
def opened(person: Person, act: Act) -> Iterator[Desk]:
    """A desk for one act: committed at its end; where it is refused nothing is written.

    Raises:
        ActRefused: the person's role may not do that, or the person goes by the machine's name.
        ConfigurationError: the settings folder is refused.
    """
    require(person, act)
    in_force = settings.load()
    if plain(person.name) == plain(in_force.company.machine_actor):
        raise ActRefused("R5.6", f"{person.name!r} é o nome da máquina: o ato leva o nome de uma pessoa")
    with database.connect(settings_hash=in_force.hash) as conn:
        tables.store(conn, in_force, clock.now())
        conn.commit()
        set_json_loads(_exact_loads, conn)
        yield Desk(conn, in_force, person, clock.now())
