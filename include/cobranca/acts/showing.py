"""A ticket as text, for the terminal; in Portuguese, days DD/MM/AAAA, amounts R$ 1.234,56."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, get_args

from cobranca import clock
from cobranca.acts.locking import NAMES, TicketKind
from cobranca.acts.privacy import Row
from cobranca.acts.reading import Shown
from cobranca.errors import ActRefused

_FACTS: Final = {
    "hold": "suspensa até {until}",
    "promise": "promessa de R$ {amount} para {until}",
    "dispute": "parcela {value} em contestação",
    "collection_status": "status de cobrança {value}",
    "category": "categoria {value}",
    "block": "bloqueio {value}",
}
_KINDS: Final = {
    "opened": "aberta", "reopened": "reaberta", "routed": "roteada", "moved": "movida", "closed": "encerrada",
    "note": "anotação", "field": "campo", "promise": "promessa", "hold": "suspensão",
    "hold_ended": "suspensão encerrada",
    "dispute": "contestação", "dispute_ended": "contestação encerrada", "responsible": "responsável",
    "parent": "ligada a outra ocorrência de contrato", "integrated": "cumprida",
}  # fmt: skip
_TAX_ID_DIGITS: Final = 11


def ticket(shown: Shown) -> str:
    """Everything of a ticket, a line a thing."""
    return "\n".join((*_head(shown.ticket), *_facts(shown.facts), *_events(shown.events), *_offers(shown)))


def listed(rows: Iterable[Row]) -> str:
    """One line a ticket."""
    return "\n".join(
        f"{row['ticket_id']:>8}  {_key(row):<14} {row['request_code']}/{row['status_code']}  {_values(row)}"
        f"  {row['customer_name'] or ''}{'  · ' + row['responsible'] if row['responsible'] else ''}"
        for row in rows
    )


def kind(text: str) -> TicketKind:
    """A kind of ticket, as it is typed.

    Raises:
        ActRefused: there is no such kind.
    """
    for known in get_args(TicketKind):
        if text == known:
            return known  # type: ignore[no-any-return]
    raise ActRefused("R5.9", f"não há ocorrências do tipo {text[:40]!r}: escreva {', '.join(get_args(TicketKind))}")


def day(value: date | None) -> str:
    """DD/MM/AAAA."""
    return f"{value:%d/%m/%Y}" if value else "—"


def money(value: Decimal | None) -> str:
    """1.234,56."""
    return "—" if value is None else f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def _head(row: Row) -> Iterator[str]:
    yield f"{NAMES[row['kind']].capitalize()} {row['ticket_id']} · contrato {_key(row)} · versão {row['version']}"
    yield f"Solicitação {row['request_code']} · status {row['status_code']} desde {day(row['status_since'])}" + (
        f" · encerrada em {day(row['closed_on'])}" if row["closed_on"] else ""
    )
    yield f"Cliente: {row['customer_name'] or '—'} · {_document(row['tax_id'])}"
    yield f"Responsável: {row['responsible'] or '—'}"
    yield f"Valores de {day(row['updated_on'])}: {_values(row)}"
    for key, value in sorted((row["person_fields"] or {}).items()):
        yield f"  {key}: {_value(value)}"


def _facts(facts: Iterable[Row]) -> Iterator[str]:
    for fact in facts:
        amount = money(Decimal(fact["value"])) if fact["what"] == "promise" else ""
        said = _FACTS[fact["what"]].format(until=day(fact["until_on"]), value=fact["value"], amount=amount)
        inherited = " (do cliente)" if fact["scope"] == "customer" else ""
        yield f"Em vigor: {said}{inherited}, por {fact['actor']}{_why(fact['reason'])}"


def _events(events: Iterable[Row]) -> Iterator[str]:
    yield "Histórico:"
    for event in events:
        moved = f" {event['from_status'] or ''} → {event['to_status']}" if event["to_status"] else ""
        kind = _KINDS.get(event["kind"], event["kind"])
        yield (
            f"  {_instant(event['happened_at'])} {kind}{moved}{_told(event)}{_why(event['reason'])} · {event['actor']}"
            + (f" · {event['rule']}" if event["rule"] else "")
        )


def _told(event: Row) -> str:
    """What the details add, for the kinds that have something to add."""
    details = event["details"] or {}
    match event["kind"]:
        case "field":
            return f" {details['field']} = {_value(details['value'])}"
        case "promise":
            return f" de R$ {money(Decimal(details['amount']))} para {day(date.fromisoformat(details['promised_on']))}"
        case "hold" | "hold_ended":
            return f" até {day(date.fromisoformat(details['until_on']))}"
        case "responsible":
            return f" {details['responsible'] or '—'}"
    return ""


def _offers(shown: Shown) -> Iterator[str]:
    able = shown.offers
    if able.statuses:
        yield f"Pode ir para: {', '.join(able.statuses)}"
    if able.closing:
        yield f"Pode ser encerrada com: {', '.join(able.closing)}"
    if able.fields:
        yield f"Campos: {', '.join(field.code for field in able.fields)}"


def _key(row: Row) -> str:
    return "/".join(
        str(row[key]) for key in ("branch_code", "contract_code", "installment_code") if row[key] is not None
    )


def _values(row: Row) -> str:
    if row["due_on"] is None:
        return "sem parcela vencida"
    oldest = f"a mais antiga de {day(row['due_on'])} ({row['days_overdue']} dias)"
    return f"{row['overdue_count']} parcela(s), {oldest}, R$ {money(row['total_due'])}"


def _document(digits: str | None) -> str:
    """CPF or CNPJ with its signs; a masked one as it is."""
    if digits is None or not digits.isdigit():
        return f"CPF/CNPJ {digits or '—'}"
    if len(digits) == _TAX_ID_DIGITS:
        return f"CPF {digits[:3]}.{digits[3:6]}.{digits[6:9]}-{digits[9:]}"
    return f"CNPJ {digits[:2]}.{digits[2:5]}.{digits[5:8]}/{digits[8:12]}-{digits[12:]}"


def _value(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "—" if value is None else str(value)


def _instant(at: datetime) -> str:
    return f"{at.astimezone(clock.ZONE):%d/%m/%Y %H:%M}"


def _why(reason: str | None) -> str:
    return f": {reason}" if reason else ""
