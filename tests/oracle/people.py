"""What people do between runs (R4.5, R4.6, R5.7–R5.9, R6.8): what is allowed, and what comes of it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tests.oracle.book import Book, Event, Fact, Ticket
from tests.oracle.company import Company
from tests.oracle.records import Key

MARKS = ("collection_status", "category")


def integrate(book: Book, company: Company, status: str, key: Key, now: datetime, values: tuple[str, ...] = ()) -> None:
    """What an action ticket in `status` sets or ends, from the moment it is entered (R4.5, R4.8)."""
    steps = company.flow_of[company.standard["action_request"]]
    said = next(step["integration"] for step in steps if step["status"] == status)
    scope, method = said.get("scope", "both"), said["method"]
    given = values or (said["value"],)
    keys: list[dict[str, Any]] = [{"key": key}] if scope != "customer" else []
    keys += [{"customer": book.contracts[key].customer}] if scope != "contract" else []
    for whom in keys:
        for value in given:
            what = method if method in MARKS else "block"
            is_end = value == "limpar" or method == "unblock"
            is_same = (lambda _: True) if what in MARKS or (is_end and value == "TBG") else value.__eq__
            _end(book, what, whom, now, is_same)
            if not is_end:
                book.facts.append(Fact(what, value, now, **whom))


def _end(book: Book, what: str, whom: dict[str, Any], now: datetime, is_same: Any) -> None:
    for number, fact in enumerate(book.facts):
        is_mine = fact.what == what and all(getattr(fact, name) == value for name, value in whom.items())
        if is_mine and is_same(fact.value) and (fact.valid_to is None or fact.valid_to > now):
            book.facts[number] = replace(fact, valid_to=now)


def in_force(book: Book, what: str, key: Key, now: datetime, installment: int | None = None) -> Fact | None:
    """The hold of a contract or the dispute of a title that stands now."""
    for fact in book.facts:
        is_mine = (fact.what, fact.key, fact.installment) == (what, key, installment)
        is_on = fact.until is None or now.date() <= fact.until
        if is_mine and is_on and fact.valid_from <= now and (fact.valid_to is None or now < fact.valid_to):
            return fact
    return None


def hold(book: Book, key: Key, now: datetime, until: date) -> bool:
    """A hold until a day (R5.7), which does not overlap another; whether it is allowed."""
    if key not in book.open or until < now.date() or in_force(book, "hold", key, now):
        return False
    book.facts.append(Fact("hold", "hold", now, key=key, until=until))
    return True


def dispute(book: Book, key: Key, now: datetime, installment: int) -> bool:
    """A dispute of a title (R5.8); whether it is allowed."""
    if (*key, installment) not in book.open or in_force(book, "dispute", key, now, installment):
        return False
    book.facts.append(Fact("dispute", "dispute", now, key=key, installment=installment))
    return True


def end(book: Book, what: str, key: Key, now: datetime, installment: int | None = None) -> bool:
    """The end of a hold or dispute; whether there is one, of something that is open."""
    found = in_force(book, what, key, now, installment)
    if found is None or (key if installment is None else (*key, installment)) not in book.open:
        return False
    book.facts[book.facts.index(found)] = replace(found, valid_to=now)
    return True


def move(book: Book, company: Company, key: Key, now: datetime, status: str) -> bool:
    """A contract ticket goes to a visible status of its flow (R5.9); whether it may."""
    ticket = book.open.get(key)
    steps = company.flow_of[ticket.request] if ticket else []
    if ticket is None or ticket.status == status or not _sees(steps, status):
        return False
    _write(book, ticket, now, "moved", status)
    ticket.is_persons, ticket.waits_since = True, now
    return True


def close(book: Book, company: Company, key: Key, now: datetime, status: str) -> bool:
    """A contract ticket without open children is closed with a closing status (R6.8); whether it may."""
    ticket = book.open.get(key)
    if ticket is None or book.children(key):
        return False
    _write(book, ticket, now, "closed", status)
    causes = [cause for cause, statuses in company.closing.items() if statuses["contract"] == status]
    ticket.closed_on, ticket.closing_cause, ticket.closing_reason = now.date(), causes[0], "pessoa"
    book.closed.setdefault(key, []).append(ticket)
    book.module.discard(key)
    del book.open[key]
    return True


def _sees(steps: list[dict[str, Any]], status: str) -> bool:
    return any(step["status"] == status and not step.get("hidden") for step in steps)


def _write(book: Book, ticket: Ticket, now: datetime, kind: str, status: str) -> None:
    place = (ticket.request, ticket.request, ticket.status, status)
    book.events.append(Event(now.date(), kind, ticket.name, *place, is_persons=True))
    ticket.status, ticket.status_since = status, now.date()
