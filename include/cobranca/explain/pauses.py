"""What keeps a ticket where it is and keeps it silent: study, hold, dispute, an extract that failed, a row that is
missing."""

from collections.abc import Iterator
from datetime import timedelta

from cobranca.explain.case import Case
from cobranca.explain.tickets import Fact, Ticket
from cobranca.explain.wording import Sentence, capital, day, instant


def of(case: Case, ticket: Ticket) -> Iterator[Sentence]:
    """Everything that pauses the ticket now, and what no longer does."""
    yield from _study(case)
    for fact in case.in_force("hold"):
        yield _told(fact)
    if ticket.kind == "installment":
        for fact in case.in_force("dispute", installment_code=ticket.installment_code):
            yield _told(fact)
    yield from unread(case)
    title = case.title(ticket.installment_code)
    if title and title.missing_on:
        yield Sentence(
            f"A parcela não veio no extrato de {day(title.missing_on)}: fica como foi vista, sem avançar nem ser "
            "contatada, até que outro extrato a traga ou também não a traga.",
            "R6.3",
        )


def unread(case: Case) -> Iterator[Sentence]:
    """Why the contract's rows are not those of the newest run's D."""
    contract = case.contract
    if contract.has_failed:
        yield Sentence(
            f"O extrato do contrato falhou em {day(contract.failed_on)} ({contract.failed_why}); o último bom é de "
            f"{day(contract.rows_on)}: a ocorrência fica como está e não é contatada.",
            "R8.8",
        )
    elif contract.rows_on is None:
        yield Sentence("As parcelas do contrato ainda não foram lidas.", "R3.2")
    elif contract.rows_on < case.day.as_of:
        yield Sentence(
            f"As parcelas do contrato foram lidas pela última vez em {day(contract.rows_on)}, e a última execução é de "
            f"{day(case.day.as_of)}.",
            "R3.2",
        )


def _study(case: Case) -> Iterator[Sentence]:
    since, most = case.contract.study_since, case.parameters.study_days
    if since is None:
        return
    if is_studied(case):
        until = since + timedelta(most)
        yield Sentence(
            f"Renegociação em estudo desde {day(since)}: até ser decidida, ou até {day(until)}, não avança nem é "
            "contatada.",
            "R3.6",
        )
    else:
        yield Sentence(f"Renegociação em estudo desde {day(since)}, há mais de {most} dias: já não pausa.", "R3.6")


def is_studied(case: Case) -> bool:
    """Whether a renegotiation pauses the contract today (R3.6)."""
    since = case.contract.study_since
    return since is not None and (case.today - since).days <= case.parameters.study_days


def _told(fact: Fact) -> Sentence:
    return Sentence(
        f"{capital(fact.what)}, por {fact.actor} em {instant(fact.valid_from)}: não avança nem é contatada.", fact.rule
    )
