"""What the next daily run will do with an open ticket, as far as the mirror tells today: a route, a closure."""

from collections.abc import Iterator
from datetime import timedelta

from cobranca.explain.case import Case
from cobranca.explain.mirror import Title
from cobranca.explain.tickets import Ticket
from cobranca.explain.wording import Sentence, capital, count, day


def of(case: Case, ticket: Ticket) -> Iterator[Sentence]:
    """The route and the closure that wait."""
    if ticket.kind == "contract":
        yield from _contract(case, ticket)
    title = case.title(ticket.installment_code)
    if ticket.kind == "installment" and title:
        yield from _ended(case, title)
        yield from _routed(ticket, title.to_request, title.route_name)


def _contract(case: Case, ticket: Ticket) -> Iterator[Sentence]:
    children = [one for one in case.tickets if one.parent_id == ticket.ticket_id and one.closed_on is None]
    yield Sentence(f"Tem {count(len(children), 'parcela aberta', 'parcelas abertas')}.", "R8.9")
    for fact in case.in_force("promise"):
        yield Sentence(f"{capital(fact.what)}, registrada por {fact.actor}: não pausa nada.", fact.rule)
    if case.contract.has_ended or case.contract.is_inactive:
        yield Sentence("O próprio contrato terminou: será encerrada com a causa dele.", "R6.5")
    elif not children and case.parameters.auto_close_contract:
        yield Sentence("Sem parcelas abertas, será encerrada.", "R6.5")
    elif not children:
        yield Sentence("Sem parcelas abertas, fica para que uma pessoa a encerre, e recebe novas parcelas.", "R6.5")
    is_kept = ticket.request_code == case.parameters.repasse_contract_request and not case.contract.route_name
    if case.contract.overdue_titles or not is_kept:
        yield from _routed(ticket, case.contract.to_request, case.contract.route_name)


def _routed(ticket: Ticket, to_request: str, rule: str | None) -> Iterator[Sentence]:
    if to_request != ticket.request_code:
        why = f"pela regra de fluxo “{rule}”" if rule else "sem regra de fluxo que se aplique"
        yield Sentence(f"Hoje pertence a {to_request}, {why}: será roteada na próxima execução diária.", "R4.2")


def _ended(case: Case, title: Title) -> Iterator[Sentence]:
    if case.contract.has_ended or case.contract.is_inactive:
        yield Sentence("O contrato terminou: será baixada com ele.", "R6.3")
    elif title.is_settled:
        yield Sentence(f"Paga em {day(title.settled_on)}: será baixada por pagamento.", "R6.3")
    elif title.is_inactive:
        yield Sentence("Inativa: será baixada por inativação.", "R6.3")
    elif title.is_known_ended:
        ended = title.settled_on or title.status_on
        counts = f" a partir de {day(ended + timedelta(1))}" if ended else ""
        yield Sentence(f"Já se sabe que terminou em {day(ended)}: conta{counts}, e desde já não é avisada.", "R2.6")
    elif not title.is_overdue and title.missing_on is None:
        yield Sentence(
            f"Já não está vencida (vencimento efetivo {day(title.effective_due_on)}): será baixada por inativação.",
            "R6.3",
        )
