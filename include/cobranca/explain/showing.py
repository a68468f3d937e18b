"""An explanation on the terminal, or as JSON."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from cobranca.explain.account import Account, TicketAccount, TitleAccount
from cobranca.explain.wording import Sentence, count, day, instant

NEXT_TITLES: Final = 3
"""How many titles that are not due yet are shown of a contract; the others are counted."""
LAST_CLOSED: Final = 10


def text(told: Account) -> str:
    """For a person: a contract's children in short, what is asked for itself in full."""
    shown = "\n".join(_lines(told))
    rules = [f"  {rule:<6} {says}" for rule, says in told.rules.items() if f"[{rule}]" in shown]
    return "\n".join([shown, "", "Regras", *rules])


def as_json(told: Account) -> str:
    """Everything, for a machine: days as AAAA-MM-DD, amounts as text."""
    return json.dumps(asdict(told), ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _lines(told: Account) -> Iterator[str]:
    yield f"{told.subject}, em {instant(told.asked_at)}"
    if told.note:
        yield f"  ({told.note})"
    yield from _section("Execução", told.run)
    yield from _section("O que o Mega diz", told.erp)
    main = [one for one in told.tickets if len(told.tickets) == 1 or one.kind != "installment"]
    for ticket in main:
        yield from _full(ticket)
    children = [one for one in told.tickets if one not in main]
    for ticket in children:
        yield from ("", ticket.title, *_told(ticket.now))
    yield from _titles(told)
    yield from _closed(told)


def _full(ticket: TicketAccount) -> Iterator[str]:
    yield from ("", ticket.title)
    yield from _told(ticket.erp)
    yield from _section("Agora", ticket.now)
    yield from ("", "História")
    for one in ticket.story:
        yield f"  {one.position}. {instant(one.happened_at)}  {one.sentence}{_rule(one.rule)}"
        if one.said:
            yield f"       escreveu: {one.said}"
        if one.evidence:
            yield f"       {one.evidence}"


def _titles(told: Account) -> Iterator[str]:
    coming = [one for one in told.titles if not one.is_due and one.erp]
    shown = [one for one in told.titles if one not in coming[NEXT_TITLES:]]
    for title in shown:
        yield from _absent(title, in_full=len(told.titles) == 1)
    if left := len(told.titles) - len(shown):
        yield from (
            "",
            f"E mais {count(left, 'parcela', 'parcelas')} sem ocorrência aberta, não vencidas ou já terminadas.",
        )


def _absent(title: TitleAccount, in_full: bool) -> Iterator[str]:
    yield from ("", title.title)
    yield from _told([*title.erp, *title.why] if in_full else title.why)


def _closed(told: Account) -> Iterator[str]:
    if told.closed:
        yield from ("", "Encerradas")
    for one in told.closed[:LAST_CLOSED]:
        what = f"parcela {one.installment_code}" if one.installment_code else one.kind
        yield f"  {one.ticket_id} ({what}): {day(one.opened_on)} a {day(one.closed_on)}, {one.status_code} ({one.why})"
    if len(told.closed) > LAST_CLOSED:
        yield f"  e mais {len(told.closed) - LAST_CLOSED}"


def _section(title: str, sentences: Iterable[Sentence]) -> Iterator[str]:
    yield from ("", title, *_told(sentences))


def _told(sentences: Iterable[Sentence]) -> Iterator[str]:
    return (f"  {one.text}{_rule(one.rule)}" for one in sentences)


def _rule(rule: str | None) -> str:
    return f" [{rule}]" if rule else ""
