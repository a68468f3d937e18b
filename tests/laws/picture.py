"""What stands at a moment: in the database, and in a book."""

from dataclasses import dataclass, replace
from typing import Any

import psycopg

from tests.oracle.book import Book, Event, Name, Ticket
from tests.oracle.reading import Day
from tests.oracle.records import Title
from tests.oracle.telling import Told

LIVE = "m.state IN ('queued', 'sending', 'sent', 'uncertain')"


@dataclass(frozen=True)
class Standing:
    """Rows of the database by their number, which steps titles were told of, which tickets are closed."""

    tickets: dict[int, Any]
    events: dict[int, Any]
    messages: dict[int, Any]
    told: set[Told]
    closed: set[int]


def standing(conn: psycopg.Connection[Any]) -> Standing:
    """What stands now."""

    def rows(table: str) -> dict[int, Any]:
        return {row[0]: row for row in conn.execute(f"SELECT * FROM {table}").fetchall()}

    told = conn.execute(
        "SELECT t.branch_code, t.contract_code, t.installment_code, i.status_code, m.channel FROM crm.message_item i "
        f"JOIN crm.message m USING (message_id) JOIN crm.ticket_state t ON t.ticket_id = i.ticket_id WHERE {LIVE}"
    )
    closed = conn.execute("SELECT ticket_id FROM crm.ticket_state WHERE closed_on IS NOT NULL").fetchall()
    tables = (rows("crm.ticket_state"), rows("crm.ticket_event"), rows("crm.message"))
    return Standing(*tables, told=set(told.fetchall()), closed={key for (key,) in closed})


def addresses(conn: psycopg.Connection[Any]) -> dict[int, set[str]]:
    """The channels of each customer."""
    found: dict[int, set[str]] = {}
    for customer, channel in conn.execute("SELECT customer_code, channel FROM crm.customer_channel").fetchall():
        found.setdefault(customer, set()).add(channel)
    return found


@dataclass(frozen=True)
class Kept:
    """A book as it stood after D, for later."""

    day: Day
    open: dict[Title, Ticket]
    tickets: dict[Name, tuple[Any, ...]]
    events: list[Event]


def keep(book: Book, day: Day) -> Kept:
    """The book now."""
    today = [
        replace(one, late=False, read_on=None) for one in book.events if one.as_of == day.as_of and not one.is_persons
    ]
    return Kept(day, {key: replace(one) for key, one in book.open.items()}, picture(book), sorted(today, key=str))


def picture(book: Book) -> dict[Name, tuple[Any, ...]]:
    """Every ticket with all that it shows; others are named, not numbered."""
    return {one.name: _shown(one) for one in book.tickets()}


def _shown(ticket: Ticket) -> tuple[Any, ...]:
    named = {"parent": ticket.parent, "reopened_from": ticket.reopened_from}
    alone = [value for name, value in vars(ticket).items() if name not in named]
    return (*alone, *(other and other.name for other in named.values()))
