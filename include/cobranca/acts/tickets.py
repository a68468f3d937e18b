"""Acts on a contract ticket, and the note, which every ticket takes (R5.9, R3.10, R6.8)."""

from psycopg.types.json import Jsonb

from cobranca.acts import flows, values
from cobranca.acts.desk import Desk, opened
from cobranca.acts.events import PERSONS_REASON
from cobranca.acts.locking import Ticket
from cobranca.acts.people import Person, require
from cobranca.acts.values import Amount, Day, FieldValue
from cobranca.errors import ActRefused
from cobranca.settings.service import PersonField


def move(
    person: Person, ticket_id: int, status: str, *, reason: str | None = None, expected_version: int | None = None
) -> int:
    """Put a contract ticket in a visible status of its flow; it stays the person's until a route takes it (R5.2).

    Returns:
        The id of the event, as every act does that opens nothing. `expected_version`, here and elsewhere: the version
        that the person saw; an act on an older one is refused.

    Raises:
        ActRefused: what role, flow or state do not allow, here and elsewhere; nothing is written then.
    """
    why = values.optional_text(reason, "R5.9", "o motivo")
    with opened(person, "move") as desk:
        ticket = desk.take(ticket_id, "contract", version=expected_version)
        desk.run("move", ticket_id=ticket_id, status=flows.move_to(desk.settings, ticket, status))
        return desk.record("moved", ticket_id, reason=why, before=ticket, details={"placed_by": "person"})


def note(person: Person, ticket_id: int, text: str, *, expected_version: int | None = None) -> int:
    """Write a note on a ticket of any kind, closed ones included."""
    said = values.text(text, "R5.9", "o texto da anotação")
    with opened(person, "note") as desk:
        desk.take_any(ticket_id, version=expected_version)
        desk.run("touch", ticket_id=ticket_id)
        return desk.record("note", ticket_id, reason=said)


def set_field(
    person: Person, ticket_id: int, field: str, value: FieldValue, *, expected_version: int | None = None
) -> int:
    """Fill an additional field that the settings declare for the ticket's request (R3.10); None takes its value away.

    Several values of a list are an iterable, or text with commas between them. On an action ticket that could not be
    carried out yet, a field is part of the mark or block: it asks for their role.
    """
    with opened(person, "field") as desk:
        ticket = desk.take(ticket_id, "contract", "action", version=expected_version)
        if ticket.kind == "action":
            require(person, "mark")
        kept = values.of_field(_field(desk, ticket, field), value)
        desk.run("set_field", ticket_id=ticket_id, field=field, value=Jsonb(kept))
        details = {"field": field, "value": kept, "before_value": ticket.person_fields.get(field)}
        return desk.record("field", ticket_id, details=details)


def promise(
    person: Person,
    ticket_id: int,
    on: Day,
    amount: Amount,
    *,
    reason: str | None = None,
    expected_version: int | None = None,
) -> int:
    """Write down that the customer promised to pay `amount` R$ on a day, today or later; several may stand."""
    day, promised = values.day(on, "R5.9", "o dia da promessa"), values.amount(amount, "R5.9", "o valor da promessa")
    why = values.optional_text(reason, "R5.9", "o motivo")
    if not promised:
        raise ActRefused("R5.9", "o valor da promessa deve ser maior que zero")
    with opened(person, "promise") as desk:
        desk.take(ticket_id, "contract", version=expected_version)
        if day < desk.today:
            raise ActRefused(
                "R5.9", f"uma promessa não fica no passado: {day:%d/%m/%Y} já passou, escreva hoje ou depois"
            )
        key = desk.run("promise", ticket_id=ticket_id, promised_on=day, amount=promised, reason=why)
        details = {"promise_id": key, "promised_on": day.isoformat(), "amount": f"{promised:.2f}"}
        return desk.record("promise", ticket_id, reason=why, details=details)


def set_responsible(
    person: Person, ticket_id: int, responsible: str | None, *, expected_version: int | None = None
) -> int:
    """Say whose contract ticket it is; None: nobody's."""
    name = values.optional_text(responsible, "R5.9", "o nome do responsável")
    with opened(person, "responsible") as desk:
        ticket = desk.take(ticket_id, "contract", version=expected_version)
        desk.run("set_responsible", ticket_id=ticket_id, responsible=name)
        details = {"responsible": name, "before_value": ticket.responsible}
        return desk.record("responsible", ticket_id, details=details)


def close(
    person: Person, ticket_id: int, status: str, *, reason: str | None = None, expected_version: int | None = None
) -> int:
    """Close a contract ticket with a closing status of its flow, from any step; not while a child is open (R6.8)."""
    why = values.optional_text(reason, "R6.8", "o motivo")
    with opened(person, "close") as desk:
        ticket = desk.take(ticket_id, "contract", version=expected_version)
        code = flows.close_with(desk.settings, ticket, status)
        if children := desk.run("count_open_children", ticket_id=ticket_id):
            raise ActRefused(
                "R6.8",
                f"a ocorrência {ticket_id} tem {children} sub-ocorrência(s) de parcela em aberto: não é encerrada, "
                "porque a R3.3 a abriria de novo; encerre-a quando não houver mais parcela vencida",
            )
        cause = flows.cause_of(desk.settings, code)
        desk.run("close", ticket_id=ticket_id, status=code, cause=cause, closing_reason=PERSONS_REASON)
        details = {"cause": cause, "closing_reason": PERSONS_REASON, "text": why}
        return desk.record("closed", ticket_id, reason=PERSONS_REASON, before=ticket, details=details)


def _field(desk: Desk, ticket: Ticket, code: str) -> PersonField:
    request = desk.settings.request(ticket.request_code)
    fields = request.fields if request else ()
    found = next((field for field in fields if field.code == code), None)
    if found is None:
        able = ", ".join(field.code for field in fields) or "nenhum"
        raise ActRefused(
            "R3.10", f"a solicitação {ticket.request_code} não tem o campo {code} para pessoas; os que tem: {able}"
        )
    return found
