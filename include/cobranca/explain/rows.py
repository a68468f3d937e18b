"""The ERP's rows behind a ticket, in sentences: dates, amounts and codes of the mirror."""

from collections.abc import Iterator

from cobranca.explain.case import Case
from cobranca.explain.mirror import Contract, Title
from cobranca.explain.wording import Sentence, amount, capital, count, day


def of_contract(case: Case) -> Iterator[Sentence]:
    """The contract's row, its arrears, its occurrences and renegotiations."""
    contract = case.contract
    since = f" desde {day(contract.status_on)}" if contract.status_on else ""
    yield Sentence(
        f"Contrato {contract.key}: {contract.status} ({contract.status_code}){since}"
        f", empreendimento {contract.development_code or 'desconhecido'}"
        + (f", categoria {contract.category}" if contract.category else "")
        + f"; na listagem de {day(contract.seen_on)}, "
        + (f"parcelas lidas em {day(contract.rows_on)}." if contract.rows_on else "parcelas ainda não lidas."),
        "R3.2",
    )
    if contract.overdue_titles:
        yield _arrears(contract)
    if contract.terminal_cause:
        yield Sentence(f"Terminou em {day(contract.terminal_on)} ({contract.status}).", "R3.9")
    if contract.is_inactive:
        yield Sentence("Está inativo.", "R2.3")
    for found in case.occurrences:
        yield Sentence(f"{capital(found.text)}.", found.rule)


def _arrears(contract: Contract) -> Sentence:
    text = f"{count(contract.overdue_titles, 'título vencido', 'títulos vencidos')} em {day(contract.rows_on)}"
    if not contract.buyers_titles:
        return Sentence(f"{text}, nenhum que caiba ao comprador agora.", "R4.1")
    return Sentence(
        f"{text}; do comprador {contract.buyers_titles}, o mais antigo de {day(contract.buyers_oldest_on)}, "
        f"total {amount(contract.buyers_total)}.",
        "R2.4",
    )


def of_title(title: Title) -> Iterator[Sentence]:
    """The row of an installment: what it is, what it is worth, how it ended."""
    kind = ", ".join(filter(None, (title.installment_type, title.sequence, title.money_source, title.origin)))
    since = f" desde {day(title.status_on)}" if title.status_on else ""
    yield Sentence(
        f"Parcela {title.installment_code} ({kind}): {title.registry_status}{since}, vencimento {day(title.due_on)}, "
        f"vencimento efetivo {day(title.effective_due_on)}; vista em {day(title.seen_on)}.",
        "R2.2",
    )
    yield Sentence(
        f"Original {amount(title.original)}, corrigido {amount(title.corrected)}, multa {amount(title.fine)}, "
        f"encargos {amount(title.late_charge)}, taxas {amount(title.fees)}: total {amount(title.total_due)}.",
        "R2.7",
    )
    if title.settled_on:
        paid = f", {amount(title.paid)}" if title.paid else ""
        yield Sentence(f"Paga em {day(title.settled_on)}{paid}.", "R2.5")
    if title.missing_on:
        yield Sentence(f"Não veio no extrato de {day(title.missing_on)}.", "R6.3")
    if not title.is_buyers:
        yield Sentence("Não cabe ao comprador pagar agora.", "R4.1")
