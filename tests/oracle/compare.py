"""A database against the oracle's book, row by row and column by column."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg

from tests.oracle import sums
from tests.oracle.book import Book, Name, Ticket
from tests.oracle.reading import Day
from tests.oracle.tables import Difference, rows_of

# Our columns; where the oracle's name is another one, it stands in ITS.
ITS = {"request_code": "request", "status_code": "status"}
COLUMNS = (
    *("request_code", "status_code", "status_since", "closed_on", "closing_cause", "due_on", "days_overdue"),
    *("overdue_count", "total_due", "updated_on"),
)


PLACING = {"opened", "reopened", "routed", "moved", "closed"}


def compare(conn: psycopg.Connection[Any], book: Book, day: Day) -> list[Difference]:
    """All differences after the batch of D."""
    return [*tickets(conn, book), *integrated(conn, book), *events(conn, book, day.as_of), *sums.sums(conn, book, day)]


def _names(conn: psycopg.Connection[Any]) -> dict[int, Name]:
    found = rows_of(conn, "SELECT * FROM crm.ticket WHERE kind IN ('contract', 'installment')")
    return {row["ticket_id"]: _name(row) for row in found}


def _name(row: dict[str, Any]) -> Name:
    return (row["kind"], row["branch_code"], row["contract_code"], row["installment_code"] or 0, row["opened_on"])


def tickets(conn: psycopg.Connection[Any], book: Book) -> Iterator[Difference]:
    """`crm.ticket`, contracts and installments."""
    rows = rows_of(conn, "SELECT * FROM crm.ticket WHERE kind IN ('contract', 'installment')")
    names = {row["ticket_id"]: _name(row) for row in rows}
    expected = {one.name: one for one in book.tickets()}
    for name, count in Counter(names.values()).items():
        if count > 1:
            yield Difference("ticket", name, "count", 1, count)
    found = {_name(row): row for row in rows}
    for name in sorted(set(expected) | set(found)):
        if name not in found or name not in expected:
            yield Difference("ticket", name, "exists", name in expected, name in found)
            continue
        yield from _ticket(name, expected[name], found[name], names)


def _ticket(name: Name, one: Ticket, row: dict[str, Any], names: dict[int, Name]) -> Iterator[Difference]:
    for column in COLUMNS:
        expected = getattr(one, ITS.get(column, column))
        if not (column == "overdue_count" and one.kind == "installment") and not same(expected, row[column]):
            yield Difference("ticket", name, column, expected, row[column])
    for column, other in (("parent_id", one.parent), ("reopened_from", one.reopened_from)):
        expected = other.name if other else None
        if names.get(row[column]) != expected:
            yield Difference("ticket", name, column, expected, names.get(row[column]))
    if one.closing_reason and row["closing_reason"] != one.closing_reason:
        yield Difference("ticket", name, "closing_reason", one.closing_reason, row["closing_reason"])
    if one.closing_cause == "paid" and one.kind == "installment" and row["paid_amount"] != one.paid_amount:
        yield Difference("ticket", name, "paid_amount", one.paid_amount, row["paid_amount"])
    yield from _fields(name, one, row["fields"] or {})


def _fields(name: Name, one: Ticket, found: dict[str, Any]) -> Iterator[Difference]:
    for field in sorted(set(one.fields) | set(found)):
        if field not in found or field not in one.fields:
            yield Difference("ticket", name, f"fields.{field}", field in one.fields, field in found)
        elif not same(one.fields[field], found[field]):
            yield Difference("ticket", name, f"fields.{field}", one.fields[field], found[field])


def same(expected: Any, found: Any) -> bool:
    """Equal, whatever form a date or an amount has in a document."""
    if expected is None or found is None:
        return (expected is None or expected == "") and (found is None or found == "")
    if isinstance(expected, date) and isinstance(found, str):
        return found in {expected.isoformat(), expected.strftime("%d/%m/%Y")}
    if isinstance(expected, (int, Decimal)):
        return Decimal(str(found)) == expected
    return str(expected).strip() == str(found)


def integrated(conn: psycopg.Connection[Any], book: Book) -> Iterator[Difference]:
    """Integration tickets, by occurrence."""
    rows = rows_of(conn, "SELECT * FROM crm.ticket WHERE kind = 'integration'")
    found = {(row["occurrence_kind"], row["occurrence_code"]): row for row in rows}
    if len(found) < len(rows):
        yield Difference("integration", "all", "count", len(found), len(rows))
    for key in sorted(set(found) | set(book.integrated)):
        if key not in found or key not in book.integrated:
            yield Difference("integration", key, "exists", key in book.integrated, key in found)
            continue
        one, row = book.integrated[key], found[key]
        expected = (*one.key, one.request, one.status, one.opened_on, one.closed_on)
        told = tuple(
            row[c] for c in ("branch_code", "contract_code", "request_code", "status_code", "opened_on", "closed_on")
        )
        if expected != told:
            yield Difference("integration", key, "row", expected, told)


def events(conn: psycopg.Connection[Any], book: Book, as_of: date) -> Iterator[Difference]:
    """`crm.ticket_event` of D: kinds in order, and where each went."""
    names = _names(conn)
    columns = ("kind", "from_request", "to_request", "from_status", "to_status", "late", "read_on")
    expected: dict[Name, list[tuple[Any, ...]]] = {}
    for one in book.events:
        if one.as_of == as_of:
            move = tuple(getattr(one, column) for column in columns)
            expected.setdefault(one.name, []).append(move)
    found: dict[Name, list[tuple[Any, ...]]] = {}
    for row in rows_of(conn, "SELECT * FROM crm.ticket_event WHERE as_of = %(d)s ORDER BY event_id", d=as_of):
        if row["ticket_id"] in names and row["kind"] in PLACING:
            found.setdefault(names[row["ticket_id"]], []).append(tuple(row[c] for c in columns))
    for name in sorted(set(expected) | set(found)):
        if expected.get(name) != found.get(name):
            yield Difference("event", name, str(as_of), expected.get(name), found.get(name))
