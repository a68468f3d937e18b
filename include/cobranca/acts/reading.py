"""What people see of tickets: one with all that is in force and that happened, or a list."""

from dataclasses import dataclass
from typing import Any

from psycopg.rows import dict_row

from cobranca import database
from cobranca.acts import offers, privacy
from cobranca.acts.actions import Contract
from cobranca.acts.desk import Desk, opened
from cobranca.acts.locking import TicketKind
from cobranca.acts.offers import Offers
from cobranca.acts.people import Person
from cobranca.acts.privacy import Row
from cobranca.errors import ActRefused


@dataclass(frozen=True, slots=True)
class Shown:
    """A ticket as one person sees it.

    `ticket`: the columns of crm.ticket, person_fields, customer_name and tax_id; `facts`: what is in force now (R4.9),
    each with what, value, scope, until_on, valid_from, actor, reason; `events`: the columns of crm.ticket_event, in
    order; `offers`: what the person may do with it.
    """

    ticket: Row
    facts: tuple[Row, ...]
    events: tuple[Row, ...]
    offers: Offers


def show(person: Person, ticket_id: int) -> Shown:
    """A ticket with its facts, its events and what the person may do with it.

    Raises:
        ActRefused: there is no such ticket.
    """
    with opened(person, "see") as desk:
        desk.begin()
        found = _rows(desk, "show", ticket_id=ticket_id)
        if not found:
            raise ActRefused("R5.9", f"não há ocorrência {ticket_id}")
        facts, events = _rows(desk, "facts", ticket_id=ticket_id), _rows(desk, "events", ticket_id=ticket_id)
        able = offers.of_ticket(desk.settings, person.role, found[0])
        if person.sees_personal_data:
            return Shown(found[0], tuple(facts), tuple(events), able)
        return Shown(
            privacy.of_ticket(desk.settings, found[0]),
            tuple(map(privacy.of_fact, facts)),
            tuple(privacy.of_event(desk.settings, event) for event in events),
            able,
        )


def find(
    person: Person,
    *,
    kind: TicketKind = "contract",
    contract: Contract | None = None,
    request: str | None = None,
    status: str | None = None,
    responsible: str | None = None,
    with_closed: bool = False,
    limit: int = 50,
) -> tuple[Row, ...]:
    """Tickets of a kind, the oldest due date first: keys, status, values, whose they are."""
    with opened(person, "see") as desk:
        desk.begin()
        rows = _rows(
            desk,
            "list",
            kind=kind,
            branch_code=contract and contract.branch_code,
            contract_code=contract and contract.contract_code,
            request=request,
            status=status,
            responsible=responsible,
            with_closed=with_closed,
            limit=limit,
        )
    return tuple(rows if person.sees_personal_data else map(privacy.of_listed, rows))


def _rows(desk: Desk, file: str, **params: Any) -> list[Row]:
    with desk.conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(database.sql(f"acts/{file}.sql"), params).fetchall()
