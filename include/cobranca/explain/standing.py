"""Where an open ticket stands in its flow, why there, and where it goes next (R5.2–R5.4)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from cobranca import clock
from cobranca.explain.case import Case
from cobranca.explain.tickets import Ticket
from cobranca.explain.wording import Sentence, capital, day, days

NEVER_DAYS: Final = 9999
"""A wait that is meant for ever (R5.1)."""


def of(case: Case, ticket: Ticket) -> Iterator[Sentence]:
    """The status, who put it there, and its place by days."""
    by = "por uma pessoa" if ticket.placed_by == "person" else "pela máquina"
    charge = f"; responsável: {ticket.responsible}" if ticket.responsible else ""
    yield Sentence(
        f"Aberta em {day(ticket.opened_on)}; em {ticket.request_code}, status {ticket.status_code} desde "
        f"{day(ticket.status_since)}, posta {by}{charge}.",
        "R5.6",
    )
    if ticket.kind == "action":
        yield _of_action(ticket)
    elif ticket.position is None:
        yield Sentence(
            f"A configuração em vigor não tem o status {ticket.status_code} no fluxo de {ticket.request_code}: "
            "ela não avança até que um mapeamento a mova.",
            "R5.3",
        )
    elif ticket.placed_by == "person":
        yield _of_person(ticket)
    else:
        yield from _of_machine(case, ticket)


def _of_action(ticket: Ticket) -> Sentence:
    if ticket.refused_reason:
        return Sentence(f"Não pôde ser cumprida ({ticket.refused_reason}): espera que uma pessoa a conserte.", "R4.6")
    return Sentence("Espera a próxima execução, que cumpre o que o status manda e a encerra.", "R4.6")


def _of_person(ticket: Ticket) -> Sentence:
    if not ticket.is_linear or not ticket.leads_to:
        return Sentence(
            f"Uma pessoa a pôs em {ticket.status_code}, que não avança sozinho: fica até que uma pessoa ou uma rota a "
            "mova.",
            "R5.2",
        )
    if ticket.wait_minutes:
        return Sentence(f"Uma pessoa a pôs em {ticket.status_code}: em instantes passa a {ticket.leads_to}.", "R5.2")
    until = ticket.waits_since.astimezone(clock.ZONE).date() + timedelta(ticket.wait_days or 0)
    return Sentence(
        f"Uma pessoa a pôs em {ticket.status_code}, que espera {days(ticket.wait_days or 0)}: em {day(until)} passa a "
        f"{ticket.leads_to}.",
        "R5.2",
    )


def _of_machine(case: Case, ticket: Ticket) -> Iterator[Sentence]:
    if ticket.chain_position is None:
        yield Sentence(
            f"Está no primeiro status de {ticket.request_code}, onde a rota a pôs: fica até que uma pessoa aja.", "R4.2"
        )
        return
    if ticket.kind == "contract" and ticket.due_on is None:
        yield Sentence("Nenhuma parcela aberta cabe ao comprador: não há dias que a façam avançar.", "R2.4")
        return
    if ticket.told_place is None or ticket.place_position is None:
        yield Sentence(f"Com {days(ticket.days_overdue or 0)} de atraso não há lugar a que avançar.", "R5.3")
        return
    yield Sentence(f"{capital(ticket.told_place)}.", "R5.3")
    yield _next(case, ticket, ticket.place_position, ticket.chain_position)


def _next(case: Case, ticket: Ticket, place: int, stands: int) -> Sentence:
    if place < stands:
        return Sentence(f"O vencimento mudou, mas a régua não volta: fica em {ticket.status_code}.", "R5.4")
    if place > stands:
        when = (
            "ainda não avançou" if case.day.has_applied("flows") else "a última execução não chegou a avançar a régua"
        )
        return Sentence(f"Está atrás do seu lugar: {when}; avança assim que nada a detenha.", "R5.3")
    if ticket.end_day is None or ticket.due_on is None or ticket.leads_to is None:
        return Sentence("É a última etapa do fluxo.", "R5.3")
    if ticket.end_day >= NEVER_DAYS:
        return Sentence("Fica neste status até que uma pessoa a mova.", "R1.3")
    until = ticket.due_on + timedelta(ticket.end_day)
    return Sentence(f"Passa a {ticket.leads_to} em {day(until)}, se nada mudar.", "R5.3")
