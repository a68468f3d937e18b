"""What is said of a day: closures, both sides of the reconciliation, ages (R6.7, R8.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.book import Book, Ticket
from tests.oracle.company import Company
from tests.oracle.day import enters
from tests.oracle.reading import Day
from tests.oracle.records import Title

Sum = tuple[int, Decimal]
CAUSES = ("paid", "distrato", "transfer", "cession", "inactivation")


@dataclass(frozen=True)
class Side:
    """One side of the reconciliation: titles, R$, contracts."""

    titles: int
    total: Decimal
    contracts: int


def closures(book: Book, day: Day) -> dict[str, Sum]:
    """Installment tickets closed on D and their total, by cause; causes without any as well."""
    found = {cause: (0, Decimal(0)) for cause in CAUSES}
    for ticket in book.tickets():
        if ticket.kind == "installment" and ticket.closed_on == day.as_of and ticket.closing_cause:
            count, total = found[ticket.closing_cause]
            found[ticket.closing_cause] = (count + 1, total + ticket.total_due)
    return found


def mega(book: Book, day: Day) -> Side:
    """Overdue titles of the module in the ERP; settled on D: counted, not valued."""
    rows = [(view, row) for key, view in day.views.items() if key in book.module for row in view.overdue()]
    return _side((row.title, row.settled_on == day.as_of, view.total(row)) for view, row in rows)


def crm(book: Book, day: Day) -> Side:
    """Open installment tickets; failed extracts stand aside."""
    found = []
    for title, ticket in book.open.items():
        if len(title) == 3 and title[:2] not in day.failed:
            row = book.mirror.get(title[:2], {}).get(title)
            found.append((title, bool(row and row.settled_on == day.as_of), ticket.total_due))
    return _side(found)


def passed_over(book: Book, day: Day) -> tuple[int, int]:
    """Titles in the ERP and in the CRM of a day that only gets its figures: what was read as of D, and the tickets
    that the events up to D leave open (R9.4)."""

    def was_open(ticket: Ticket) -> bool:
        return ticket.opened_on <= day.as_of and (ticket.closed_on is None or ticket.closed_on > day.as_of)

    stood = [ticket for ticket in book.tickets() if was_open(ticket)]
    inside = {ticket.key for ticket in stood if ticket.kind == "contract"}
    views = [view for key, view in day.views.items() if key in inside or enters(day, key, view)]
    return sum(len(view.overdue()) for view in views), sum(ticket.kind == "installment" for ticket in stood)


def differences(book: Book, day: Day) -> dict[Title, str]:
    """What stands on one side only: a ticket whose row is missing and not yet gone (R6.3)."""
    return {title: "only_in_crm" for title in day.missing if title in book.open}


def _side(found: Iterable[tuple[Title, bool, Decimal]]) -> Side:
    titles = list(found)
    total = sum((value for _, is_settled, value in titles if not is_settled), Decimal(0))
    return Side(len(titles), total, len({title[:2] for title, _, _ in titles}))


def ages(book: Book, day: Day) -> dict[tuple[int, str], tuple[int, int, Decimal]]:
    """By development and range: contracts, titles, R$ of the open installment tickets, each by its own days."""
    found: dict[tuple[int, str], list[tuple[Title, Decimal]]] = {}
    for title, ticket in book.open.items():
        if len(title) == 3:
            development = book.contracts[title[:2]].development
            assert ticket.due_on is not None
            name = label(day.company, (day.as_of - ticket.due_on).days)
            found.setdefault((development, name), []).append((title, ticket.total_due))
    return {
        key: (len({title[:2] for title, _ in some}), len(some), sum((value for _, value in some), Decimal(0)))
        for key, some in found.items()
    }


def label(company: Company, days: int) -> str:
    """The range of an age; a shared bound belongs to the later one (R3.1)."""
    return [name for name, first, last in company.aging if first <= days and (last is None or days <= last)][-1]
