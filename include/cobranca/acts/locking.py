"""Tickets as they stand while an act holds them.

An act never waits while it holds a lock: where a row is taken it lets go of everything and tries again. So it
cannot be part of a deadlock with a batch, whose apply locks many tickets in any order.
"""

import time
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

import psycopg
from psycopg.rows import TupleRow, class_row

from cobranca import database
from cobranca.errors import ActRefused

PATIENCE_SECONDS: Final = 60.0
"""How long an act tries to get its tickets: longer than a batch's apply takes."""
_PAUSE_SECONDS: Final = 0.02
NAMES: Final = {
    "contract": "ocorrência de contrato",
    "installment": "sub-ocorrência de parcela",
    "integration": "ocorrência de integração",
    "action": "ocorrência de ação",
}
TicketKind = Literal["integration", "contract", "installment", "action"]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it stands while it is locked."""

    ticket_id: int
    kind: TicketKind
    branch_code: int
    contract_code: int
    installment_code: int | None
    request_code: str
    status_code: str
    responsible: str | None
    person_fields: dict[str, Any]
    closed_on: date | None
    version: int


def lock(conn: psycopg.Connection[TupleRow], ticket_id: int, *, with_children: bool) -> Ticket | None:
    """Lock a ticket, with its open children where they are concerned, in a new transaction; None: there is none such.

    Raises:
        ActRefused: somebody else has had one of them for a minute.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return _try(conn, ticket_id, with_children)
        except psycopg.errors.LockNotAvailable:
            conn.rollback()
            if time.monotonic() > until:
                raise ActRefused(
                    "R5.9", f"a ocorrência {ticket_id} está sendo gravada por outro há tempo demais: tente de novo"
                ) from None
            time.sleep(_PAUSE_SECONDS)


def _try(conn: psycopg.Connection[TupleRow], ticket_id: int, with_children: bool) -> Ticket | None:
    with conn.cursor(row_factory=class_row(Ticket)) as cursor:
        cursor.execute(database.sql("acts/lock.sql"), {"ticket_id": ticket_id, "with_children": with_children})
        return next((row for row in cursor if row.ticket_id == ticket_id), None)
