"""What stops a contract or a title for a while: holds (R5.7) and disputes (R5.8). Both are dated facts (R4.9)."""

from typing import Any

from cobranca.acts import values
from cobranca.acts.desk import Desk, opened
from cobranca.acts.locking import Ticket
from cobranca.acts.people import Person
from cobranca.acts.values import Day
from cobranca.errors import ActRefused


def hold(person: Person, ticket_id: int, until: Day, reason: str, *, expected_version: int | None = None) -> int:
    """Let a contract rest until a day, that day included: its tickets neither move nor are contacted (R5.7).

    Holds do not overlap. The day after, tickets take the place of their true age.
    """
    day = values.day(until, "R5.7", "o dia até o qual a cobrança fica suspensa")
    why = values.text(reason, "R5.7", "o motivo da suspensão")
    with opened(person, "hold") as desk:
        ticket = desk.take(ticket_id, "contract", version=expected_version, with_children=True)
        if day < desk.today:
            raise ActRefused("R5.7", f"uma suspensão vai até hoje ou depois: {day:%d/%m/%Y} já passou")
        if found := _hold_of(desk, ticket):
            raise ActRefused(
                "R5.7",
                f"o contrato {ticket.branch_code}/{ticket.contract_code} já está suspenso até {found[1]:%d/%m/%Y} "
                f"(por {found[2]}), e suspensões não se sobrepõem: encerre aquela antes",
            )
        key = desk.run("hold", ticket_id=ticket_id, until_on=day, reason=why)
        return desk.record("hold", ticket_id, reason=why, details={"hold_id": key, "until_on": day.isoformat()})


def end_hold(person: Person, ticket_id: int, *, reason: str | None = None, expected_version: int | None = None) -> int:
    """End the contract's hold now, before its day."""
    why = values.optional_text(reason, "R5.7", "o motivo")
    with opened(person, "hold") as desk:
        ticket = desk.take(ticket_id, "contract", version=expected_version)
        found = _hold_of(desk, ticket)
        if found is None:
            raise ActRefused("R5.7", f"o contrato {ticket.branch_code}/{ticket.contract_code} não está suspenso agora")
        desk.run("end_hold", ticket_id=ticket_id, hold_id=found[0])
        details = {"hold_id": found[0], "until_on": found[1].isoformat()}
        return desk.record("hold_ended", ticket_id, reason=why, details=details)


def dispute(person: Person, ticket_id: int, reason: str, *, expected_version: int | None = None) -> int:
    """Note that the customer contests one installment: it neither moves nor is contacted, the others go on (R5.8)."""
    why = values.text(reason, "R5.8", "o motivo da contestação")
    with opened(person, "dispute") as desk:
        ticket = desk.take(ticket_id, "installment", version=expected_version)
        if found := _dispute_of(desk, ticket):
            raise ActRefused(
                "R5.8",
                f"a parcela {ticket.installment_code} já está em contestação desde {found[1]:%d/%m/%Y} "
                f"(por {found[2]}): há uma de cada vez",
            )
        key = desk.run("dispute", ticket_id=ticket_id, reason=why)
        return desk.record("dispute", ticket_id, reason=why, details={"dispute_id": key})


def end_dispute(
    person: Person, ticket_id: int, *, reason: str | None = None, expected_version: int | None = None
) -> int:
    """End the dispute of an installment: from the next run on it goes where its age puts it."""
    why = values.optional_text(reason, "R5.8", "o motivo")
    with opened(person, "dispute") as desk:
        ticket = desk.take(ticket_id, "installment", version=expected_version)
        found = _dispute_of(desk, ticket)
        if found is None:
            raise ActRefused("R5.8", f"a parcela {ticket.installment_code} não está em contestação")
        desk.run("end_dispute", ticket_id=ticket_id, dispute_id=found[0])
        return desk.record("dispute_ended", ticket_id, reason=why, details={"dispute_id": found[0]})


def _hold_of(desk: Desk, ticket: Ticket) -> tuple[Any, ...] | None:
    return desk.find("find_hold", branch_code=ticket.branch_code, contract_code=ticket.contract_code)


def _dispute_of(desk: Desk, ticket: Ticket) -> tuple[Any, ...] | None:
    return desk.find(
        "find_dispute",
        branch_code=ticket.branch_code,
        contract_code=ticket.contract_code,
        installment_code=ticket.installment_code,
    )
