"""What a ticket shows (R2.4, R2.7, R3.4, R3.10)."""

from decimal import Decimal
from typing import Any

from tests.oracle.asof import View
from tests.oracle.book import Book, Ticket
from tests.oracle.reading import Day
from tests.oracle.records import Contract, Key, Row
from tests.oracle.records import day as date_of


def refresh(book: Book, day: Day, key: Key, view: View) -> None:
    """Values of the contract's open tickets; a row that was not seen stays as last seen."""
    for child in book.children(key):
        installment(day, child, view, view.rows.get(child.key))
    if ticket := book.open.get(key):
        contract(book, day, ticket, view)


def installment(day: Day, ticket: Ticket, view: View, row: Row | None) -> None:
    """An installment ticket's values of D's extract."""
    if row is None:
        return
    ticket.due_on, ticket.days_overdue, ticket.total_due = row.due_on, view.days(row), view.total(row)
    ticket.updated_on, ticket.is_buyers = day.as_of, view.is_buyers(row)
    ticket.fields = _row_fields(day, view, row, ticket)


def contract(book: Book, day: Day, ticket: Ticket, view: View) -> None:
    """A contract ticket's: of its open children that are the buyer's (R4.1, R8.9)."""
    own = [child for child in book.children(view.contract.key) if child.is_buyers]
    ticket.due_on = min((child.due_on for child in own if child.due_on), default=None)
    ticket.days_overdue = (day.as_of - ticket.due_on).days if ticket.due_on else 0
    ticket.overdue_count = len(own)
    ticket.total_due = sum((child.total_due for child in own), Decimal(0))
    ticket.updated_on = day.as_of
    ticket.fields = _contract_fields(view.contract, ticket)


def _row_fields(day: Day, view: View, row: Row, ticket: Ticket) -> dict[str, Any]:
    raw, amounts = row.raw, view.amounts(row)
    return {
        "vencimento": row.due_on,
        "vencimento_efetivo": day.company.effective(row.title[0], row.due_on),
        "dias_atraso": ticket.days_overdue,
        "tipo_parcela": row.kind,
        "sequencia": raw["sequencia"],
        "tipo_receita": row.money_source,
        "origem": row.origin,
        "vlr_original": amounts["original"],
        "vlr_corrigido": amounts["corrected"],
        "vlr_multa": amounts["fine"],
        "vlr_atraso": amounts["late_charge"],
        "vlr_juros": amounts["interest"],
        "vlr_desconto": amounts["discount"],
        "vlr_taxas": amounts["fees"],
        "vlr_total": ticket.total_due,
        "nosso_numero": raw["nosso_numero"],
        "venc_boleto": date_of(raw["data_Venc_boleto"]),
        "dt_atualizacao": ticket.updated_on,
    }


def _contract_fields(contract: Contract, ticket: Ticket) -> dict[str, Any]:
    raw = contract.raw
    return {
        "empreendimento": raw["nome_empreendimento"],
        "bloco": raw["nome_bloco"],
        "unidade": raw["nome_unidade"],
        "status_contrato": contract.status,
        "categoria": contract.category,
        "qtd_parcelas": ticket.overdue_count,
        "vencimento_mais_antigo": ticket.due_on,
        "dias_atraso": ticket.days_overdue,
        "vlr_total": ticket.total_due,
        "dt_atualizacao": ticket.updated_on,
    }
