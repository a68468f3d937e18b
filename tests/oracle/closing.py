"""How tickets end (R6): cause, finer reason, and the values they keep."""

from tests.oracle.asof import View
from tests.oracle.book import Book, Ticket
from tests.oracle.company import plain
from tests.oracle.reading import Day
from tests.oracle.records import Row

REASONS = {"distrato": "distrato", "transfer": "transferencia", "cession": "cessao"}


def cause_of(view: View, row: Row | None, gone: Row | None) -> tuple[str, str] | None:
    """Cause and reason of an installment ticket's end on D; None: it stays (R6.3, R6.4). `gone`: as last seen."""
    terminal, inactive = view.terminal(), view.inactive()
    if row is not None and view.is_settled(row):
        assert row.settled_on is not None
        if terminal is None or terminal[1] is None or row.settled_on < terminal[1]:
            return "paid", "parcial" if has_remainder(view, row) else "quitada"
    if terminal:
        return terminal[0], REASONS[terminal[0]]
    if gone is not None and not inactive and view.is_settled(gone):
        return "paid", "quitada"
    reason = why_inactive(view, row, gone is not None, inactive)
    return ("inactivation", reason) if reason else None


def why_inactive(view: View, row: Row | None, is_gone: bool, inactive: bool) -> str | None:
    """The finer reason of an inactivation; None: the title is still overdue, or missing and not yet gone."""
    if row is None:
        return "inativada" if inactive else "sumiu" if is_gone else None
    if view.is_inactive(row):
        if "renegocia" in plain(row.why_inactive):
            return "renegociada"
        return "parcial" if has_remainder(view, row) else "inativada"
    return "inativada" if inactive else None if view.is_late(row) else "reagendada"


def has_remainder(view: View, row: Row) -> bool:
    """A row of origin Baixa Parcial and the same due date, not settled or later than this one (R3.7, decision 0010)."""
    return any(
        plain(one.origin) == "baixa parcial"
        and one.due_on == row.due_on
        and one.title != row.title
        and _later(one, row)
        for one in view.rows.values()
    )


def _later(one: Row, row: Row) -> bool:
    if one.settled_on is None or row.settled_on is None:
        return True
    return (one.settled_on, one.title) > (row.settled_on, row.title)


def contract_cause(book: Book, view: View, ticket: Ticket) -> tuple[str, str | None] | None:
    """Cause and reason of a contract ticket's end on D, after its children's (R6.5)."""
    if terminal := view.terminal():
        return terminal[0], REASONS[terminal[0]]
    if view.inactive():
        return "inactivation", "inativada"
    if view.company.flags.get("auto_close_contract") and not book.children(view.contract.key):
        ended = [one for many in book.closed.values() for one in many if one.parent is ticket]
        return ("paid" if any(one.closing_cause == "paid" for one in ended) else "inactivation"), None
    return None


def close(book: Book, day: Day, ticket: Ticket, cause: str, reason: str | None) -> None:
    """End a ticket with the cause's status (R6.2)."""
    status = day.company.closing[cause]["contract" if ticket.kind == "contract" else "installment"]
    book.change(day, "closed", ticket, ticket.request, status)
    ticket.closed_on, ticket.closing_cause, ticket.closing_reason = day.as_of, cause, reason
    book.closed.setdefault(ticket.key, []).append(ticket)
    del book.open[ticket.key]
