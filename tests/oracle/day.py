"""One day of the régua, in the order of the batch: tickets, routing, closures, flows, values."""

from datetime import datetime, time, timedelta

from tests.oracle import closing, values
from tests.oracle.asof import View
from tests.oracle.book import Book, Ticket
from tests.oracle.reading import Day, is_open
from tests.oracle.records import Key, Row, Title
from tests.oracle.routes import contract_place, contract_request, installment_request, is_forward, place, said, wait


def run(book: Book, day: Day) -> None:
    """Decide D on what was read."""
    _integrate(book, day)
    for key, view in sorted(day.views.items()):
        if enters(day, key, view) or key in book.open:
            book.module.add(key)
        else:
            book.module.discard(key)  # what came and went without a ticket is not remembered (decision 0010 j)
        _open(book, day, key, view)
        _route(book, day, key, view)
        _close(book, day, key, view)
        _move(book, day, key, view)
        values.refresh(book, day, key, view)
    book.last_day = day.as_of


def _integrate(book: Book, day: Day) -> None:
    """One closed ticket for each occurrence of an integrated phase, or of a mapped type (R3.1, R3.9)."""
    company = day.company
    for what, found in (("phase", day.phases), ("contract", day.occurrences)):
        for one in found:
            is_taken = what == "contract" or str(one.phase) in company.integrated
            if one.key not in book.contracts or not is_taken or one.opened_on > day.as_of:
                continue
            if what == "phase":
                request = company.standard["integration_request"]
            else:
                request = company.occurrence_types[str(one.type)]["request"]
            status = company.standard["integration_status"]
            ticket = Ticket("integration", one.key, request, status, day.as_of, day.as_of, closed_on=day.as_of)
            book.integrated.setdefault((what, one.code), ticket)


def enters(day: Day, key: Key, view: View) -> bool:
    """Whether D brings a contract into the module, if it is not in it (R3.0)."""
    company = day.company
    has_phase = any(
        one.key == key and str(one.phase) in company.integrated and is_open(one, day.as_of) for one in day.phases
    )
    return has_phase or any(view.days(row) >= company.first_day for row in view.overdue())


def _open(book: Book, day: Day, key: Key, view: View) -> None:
    """R3.3, R3.5: created in the request and at the place that D gives them."""
    overdue = view.overdue() if key in book.module else []
    if not overdue:
        return
    if key not in book.open:
        request = contract_request(book, day, view, overdue, None)
        _create(book, day, "contract", key, request, contract_place(day.company, request, oldest(view, overdue)))
    for row in overdue:
        if row.title not in book.open:
            request = installment_request(book, day, view, row)
            _create(book, day, "installment", row.title, request, place(day.company, request, view.days(row)))
            book.open[row.title].parent = book.open[key]


def _create(book: Book, day: Day, kind: str, key: tuple[int, ...], request: str, status: str) -> None:
    before = book.closed.get(key, [])
    ticket = Ticket(kind, key, request, status, day.as_of, day.as_of, reopened_from=before[-1] if before else None)
    book.open[key] = ticket
    book.change(day, "reopened" if before else "opened", ticket, request, status)


def oldest(view: View, overdue: list[Row]) -> int:
    """A contract's days: those of its oldest overdue title that is the buyer's (R2.4)."""
    return max((view.days(row) for row in overdue if view.is_buyers(row)), default=0)


def _row(book: Book, view: View, title: Title) -> Row | None:
    return view.rows.get(title)


def _route(book: Book, day: Day, key: Key, view: View) -> None:
    """R4.1, R4.2: a ticket whose request is another one now moves there."""
    overdue = view.overdue()
    if ticket := book.open.get(key):
        last_seen = [book.mirror[key][t] for t in sorted(day.missing) if t[:2] == key and t in book.open]
        if view.terminal() or view.inactive():
            last_seen = []
        request = contract_request(book, day, view, overdue + last_seen, ticket.request)
        if request != ticket.request:
            status = contract_place(day.company, request, oldest(view, overdue + last_seen))
            book.change(day, "routed", ticket, request, status)
            ticket.is_persons, ticket.waits_since = False, None
    for child in book.children(key):
        row = _row(book, view, child.key)
        if row and (request := installment_request(book, day, view, row)) != child.request:
            book.change(day, "routed", child, request, place(day.company, request, view.days(row)))


def _close(book: Book, day: Day, key: Key, view: View) -> None:
    """R6."""
    for child in book.children(key):
        row = _row(book, view, child.key)
        gone = day.gone.get(child.key)
        if cause := closing.cause_of(view, row, gone):
            values.installment(day, child, view, row)
            if known := row or gone:
                child.paid_amount = known.amounts["paid"]
            closing.close(book, day, child, *cause)
    if (ticket := book.open.get(key)) and (ended := closing.contract_cause(book, view, ticket)):
        values.contract(book, day, ticket, view)
        closing.close(book, day, ticket, *ended)
        book.module.discard(key)


def _move(book: Book, day: Day, key: Key, view: View) -> None:
    """R5.3, R5.4, and who stands still: studied, held, disputed, not seen (R3.6, R5.7, R5.8, R6.3)."""
    if view.is_studied() or said(book, view.contract, "hold", day):
        return
    disputed = book.disputed(day)
    for child in book.children(key):
        row = _row(book, view, child.key)
        if row and child.key not in disputed:
            _advance(book, day, child, view.days(row))
    ticket = book.open.get(key)
    if ticket and ticket.is_persons:
        _wait(book, day, ticket)
    elif ticket and ticket.request == day.company.standard["contract_request"]:
        rows = [view.rows[child.key] for child in book.children(key) if child.key in view.rows]
        _advance(book, day, ticket, oldest(view, rows))


def _wait(book: Book, day: Day, ticket: Ticket) -> None:
    """Where a ticket has come that a person put in a linear status: each waits its own time (R5.2)."""
    steps, target, since = day.company.flow_of[ticket.request], ticket.status, ticket.waits_since
    while since is not None:
        step = next(one for one in steps if one["status"] == target)
        days, minutes = wait(step)
        if not step.get("linear") or not step.get("leads_to") or not (days or minutes):
            break
        at = since + timedelta(minutes=minutes)
        if days:
            at = datetime.combine(since.date() + timedelta(days), time.min, since.tzinfo)
        if (at.date() > day.as_of) if days else (at > day.facts_at):
            break
        target, since = step["leads_to"], at
    if target != ticket.status:
        book.change(day, "moved", ticket, ticket.request, target)
        ticket.waits_since = since


def pass_minutes(book: Book, day: Day, seen: Day) -> None:
    """The ten-minute batch: a minute that a person's ticket waits is over (R5.2). `seen`: what the day's run read."""
    for key, view in seen.views.items():
        ticket = book.open.get(key)
        if ticket and ticket.is_persons and not view.is_studied() and not said(book, view.contract, "hold", day):
            step = next(one for one in day.company.flow_of[ticket.request] if one["status"] == ticket.status)
            if wait(step)[1]:
                _wait(book, day, ticket)


def _advance(book: Book, day: Day, ticket: Ticket, days: int) -> None:
    target = place(day.company, ticket.request, days)
    if is_forward(day.company, ticket.request, ticket.status, target):
        book.change(day, "moved", ticket, ticket.request, target)
