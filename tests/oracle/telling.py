"""Who is told of the step that a title entered on D (R5.5, R7.8, R7.11, R7.12)."""

from tests.oracle.asof import View
from tests.oracle.book import Book, Ticket
from tests.oracle.reading import Day
from tests.oracle.records import Row, Title
from tests.oracle.routes import said

Told = tuple[int, int, int, str, str]  # the title, the status, the channel
STOPS = {
    "TBG": {"email", "sms", "whatsapp", "phone"},
    "TBE": {"email"},
    "TBS": {"sms"},
    "TBT": {"phone"},
    "TBW": {"whatsapp"},
}


def announced(book: Book, day: Day, addresses: dict[int, set[str]], is_first: bool) -> set[Told]:
    """What this run queues, of those that were not told of the step before. `addresses`: by customer."""
    if is_first or day.late:
        return set()
    found = set()
    for title, ticket in book.open.items():
        view = day.views.get(title[:2])
        if len(title) == 3 and view and ticket.status_since == day.as_of and may_be_told(book, day, view, title):
            channel = _channel(book, day, view, ticket, addresses.get(view.contract.customer, set()))
            if channel:
                found.add((*title, ticket.status, channel))
    return found


def may_be_told(book: Book, day: Day, view: View, title: Title) -> bool:
    """Nothing of what R7.12 looks at forbids it."""
    row = view.rows.get(title)
    if row is None or is_known_ended(view, row) or not view.is_late(row):
        return False
    if view.is_distrato_studied() or view.is_studied() or view.is_within_tolerance():
        return False
    return not said(book, view.contract, "hold", day) and title not in book.disputed(day)


def is_known_ended(view: View, row: Row) -> bool:
    """Settled or inactive, of whatever date (R6.6)."""
    kind = view.kind_of(row)
    return kind == "inactive" or (row.settled_on is not None and kind != "returned")


def _channel(book: Book, day: Day, view: View, ticket: Ticket, addresses: set[str]) -> str | None:
    """The first channel of the step that has an address and is not blocked (R4.8, R7.11)."""
    step = next(one for one in day.company.flow_of[ticket.request] if one["status"] == ticket.status)
    blocks = [fact for fact in book.facts if fact.what == "block" and fact.holds(day)]
    mine = [fact for fact in blocks if fact.key == view.contract.key or fact.customer == view.contract.customer]
    stopped = set().union(*(STOPS[fact.value] for fact in mine))
    return next((one for one in step.get("channels", ()) if one in addresses and one not in stopped), None)
