"""Why a title has no open ticket."""

from collections.abc import Iterator
from datetime import timedelta

from cobranca.explain import pauses
from cobranca.explain.case import Case
from cobranca.explain.mirror import Title
from cobranca.explain.wording import Sentence, day, days


def of(case: Case, title: Title | None) -> Iterator[Sentence]:
    """The reasons, the first of which decides; then what was closed before."""
    if title is None:
        yield Sentence(
            "O espelho não tem a parcela: ele guarda as que estavam em aberto quando lidas, de tipo integrado, e as "
            "que já tiveram ocorrência.",
            "R3.2",
        )
        return
    yield from list(_ended(case, title)) or _early(case, title) or _undecided(case)
    if title.closed_ticket:
        yield Sentence(
            f"A ocorrência anterior desta parcela, {title.closed_ticket}, foi encerrada em {day(title.closed_on)} "
            f"({title.closed_by}).",
            "R6.2",
        )


def _ended(case: Case, title: Title) -> Iterator[Sentence]:
    contract = case.contract
    how = f" ({title.end_reason})" if title.end_reason else ""
    if contract.has_ended:
        yield Sentence(f"O contrato é {contract.status}: suas parcelas não abrem ocorrência.", "R2.3")
    if contract.is_inactive:
        yield Sentence("O contrato está inativo: suas parcelas não abrem ocorrência.", "R2.3")
    if title.is_settled:
        yield Sentence(f"Está paga desde {day(title.settled_on)}{how}.", "R2.5")
    if title.is_inactive:
        yield Sentence(f"Está inativa desde {day(title.status_on)}{how}.", "R2.5")
    if not title.is_type_integrated:
        yield Sentence(f"O tipo {title.installment_type} não é integrado.", "R1.6")
    elif title.missing_on:
        yield Sentence(f"A parcela não veio no extrato de {day(title.missing_on)}.", "R6.3")


def _early(case: Case, title: Title) -> list[Sentence]:
    if title.is_overdue:
        return []
    first = title.effective_due_on + timedelta(case.parameters.grace_days + 1)
    grace = f" mais {days(case.parameters.grace_days)} de carência" if case.parameters.grace_days else ""
    told = f"Não está vencida: vencimento {day(title.due_on)}, vencimento efetivo {day(title.effective_due_on)}{grace}"
    due = Sentence(f"{told}; sem pagamento, está vencida a partir de {day(first)}.", "R2.3")
    return [due, *(pauses.unread(case) if first <= case.today else ())]


def _undecided(case: Case) -> list[Sentence]:
    """Why an overdue title was not decided on: what is not integrated, not read, not come to."""
    contract = case.contract
    has_ticket = any(one.kind == "contract" and one.closed_on is None for one in case.tickets)
    if not has_ticket and not contract.is_integrated:
        return [Sentence(f"O empreendimento {contract.development_code} não é integrado.", "R3.0")]
    if unread := list(pauses.unread(case)):
        return unread
    if not has_ticket and not contract.has_phase and _age(case) < case.parameters.first_phase_day:
        return [
            Sentence(
                f"O contrato não tem fase integrada aberta, e seus {days(_age(case))} de atraso não chegam ao primeiro "
                "dia de uma fase integrada.",
                "R3.0",
            )
        ]
    if not case.day.has_applied("tickets"):
        return [Sentence("Está vencida; a última execução não chegou a abrir ocorrências.", "R8.6")]
    return [Sentence("Está vencida: será aberta na próxima execução diária.", "R3.3")]


def _age(case: Case) -> int:
    """The days of the contract's oldest overdue title, of any owner (R3.0)."""
    oldest, read = case.contract.overdue_oldest_on, case.contract.rows_on
    return (read - oldest).days if read and oldest else 0
