"""Why a ticket is not contacted now, or how it was (R5.5, R7)."""

from collections.abc import Iterator

from cobranca.explain.case import Case
from cobranca.explain.tickets import Ticket, Told
from cobranca.explain.wording import Sentence, amount, capital, day, instant


def of(case: Case, ticket: Ticket) -> Iterator[Sentence]:
    """What was told of its status, and what forbids telling."""
    if ticket.kind == "contract":
        yield Sentence("A comunicação automática é das parcelas; esta ocorrência é trabalhada por uma pessoa.", "R1.3")
        yield from _of_contract(case)
    elif ticket.kind == "installment":
        title = case.title(ticket.installment_code)
        if title and title.is_known_ended:
            yield Sentence("Sabe-se que está paga ou inativa: não é mais avisada.", "R6.6")
        yield from _of_contract(case)
        yield from _of_step(case, ticket)


def _of_contract(case: Case) -> Iterator[Sentence]:
    contract, most = case.contract, case.parameters.tolerance
    if contract.is_distrato_studied:
        yield Sentence("Há distrato em estudo: não é contatado.", "R3.9")
    if contract.overdue_titles and contract.buyers_total <= most:
        yield Sentence(
            f"O total vencido do comprador, {amount(contract.buyers_total)}, não passa da tolerância de "
            f"{amount(most)}: não é contatado.",
            "R2.8",
        )
    for fact in case.in_force("block", "mark"):
        yield Sentence(
            f"{capital(fact.what)} ({'cliente' if fact.scope == 'customer' else 'contrato'}), por {fact.actor} desde "
            f"{instant(fact.valid_from)}.",
            fact.rule,
        )


def _of_step(case: Case, ticket: Ticket) -> Iterator[Sentence]:
    if not ticket.channels:
        yield Sentence(f"O status {ticket.status_code} não comunica.", "R5.5")
        return
    told = [one for one in case.told if one.ticket_id == ticket.ticket_id]
    for one in told:
        yield _said(ticket, one)
    if not told:
        yield _unsaid(case, ticket)
    yield from _channels(case, ticket)
    if ticket.request_code not in case.released:
        yield Sentence(f"O fluxo de {ticket.request_code} não foi liberado: só destinatários de teste.", "R7.2")


def _said(ticket: Ticket, one: Told) -> Sentence:
    why = f" ({one.skipped_reason})" if one.skipped_reason else ""
    at = f" em {instant(one.sent_at)}" if one.sent_at else ""
    waits = f", espera até {instant(one.not_before)}" if one.not_before and one.state == "queued" else ""
    return Sentence(
        f"Comunicação de {ticket.status_code} por {one.name}, de {day(one.as_of)}: {one.says}{why}{at}{waits}.",
        one.rule,
    )


def _unsaid(case: Case, ticket: Ticket) -> Sentence:
    entered = f"Entrou em {ticket.status_code} em {day(ticket.status_since)}"
    if ticket.entered_first:
        return Sentence(f"{entered}, na primeira carga, que não avisa ninguém.", "R8.5")
    if ticket.entered_late:
        return Sentence(f"{entered}, em execução atrasada, que não envia nada.", "R7.8")
    if ticket.status_since >= case.day.as_of and not case.day.has_applied("contact"):
        return Sentence(f"{entered}, e a execução ainda não preparou comunicações.", "R5.5")
    return Sentence(f"{entered}: desse status já foi avisada antes, ou entrou enquanto não podia ser avisada.", "R7.7")


def _channels(case: Case, ticket: Ticket) -> Iterator[Sentence]:
    for one in case.channels:
        if one.channel in ticket.channels and one.is_blocked:
            yield Sentence(f"{capital(one.name)}: bloqueado.", "R4.8")
        elif one.channel in ticket.channels and not one.has_address:
            yield Sentence(f"{capital(one.name)}: sem endereço.", "R7.11")
