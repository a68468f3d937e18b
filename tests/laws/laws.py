"""The laws of time (R9), looked at after every run: the book of the schedule beside the one that never missed a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import psycopg

from tests.laws.picture import Kept, Standing, keep
from tests.oracle.book import Ticket
from tests.oracle.reading import Day
from tests.oracle.records import Title
from tests.oracle.routes import chain, place, said
from tests.oracle.tables import Difference

if TYPE_CHECKING:
    from tests.laws.player import Player
    from tests.laws.schedule import Run

Differences = Iterator[Difference]


def nothing_changed(law: str, before: Standing, now: Standing) -> Differences:
    """R9.1, R9.4: what stood stands."""
    for name in ("tickets", "events", "messages"):
        was, found = getattr(before, name), getattr(now, name)
        for key in sorted(set(was) | set(found)):
            if was.get(key) != found.get(key):
                yield Difference(f"{law} {name}", key, "row", was.get(key), found.get(key))


def kept(before: Standing, now: Standing) -> Differences:
    """R5.6, R6.7: events are never rewritten, and what was closed keeps what it had."""
    for key, event in before.events.items():
        if now.events.get(key) != event:
            yield Difference("R5.6 event", key, "row", event, now.events.get(key))
    for key, ticket in before.tickets.items():
        if key in before.closed and now.tickets.get(key) != ticket:
            yield Difference("R6.7 ticket", key, "row", ticket, now.tickets.get(key))


def carried_out(conn: psycopg.Connection[Any], day: Day) -> Differences:
    """R4.5, R4.6: what was asked for up to the moment whose facts count is done, and its ticket closed."""
    found = conn.execute(
        "SELECT branch_code, contract_code, status_code FROM crm.ticket_state "
        "WHERE kind = 'action' AND closed_on IS NULL AND status_at <= %s",
        (day.facts_at,),
    )
    for branch, contract, status in found.fetchall():
        yield Difference("R4.6 action", (branch, contract), status, "closed", "open")


def no_queue_of_routed(conn: psycopg.Connection[Any]) -> Differences:
    """R4.2: what was queued for a ticket that was sent elsewhere since is cancelled."""
    found = conn.execute(
        "SELECT t.branch_code, t.contract_code, t.installment_code, i.status_code FROM crm.message m "
        "JOIN crm.message_item i USING (message_id) JOIN crm.ticket_state t ON t.ticket_id = i.ticket_id "
        "JOIN crm.ticket_event e ON e.ticket_id = i.ticket_id AND e.kind = 'routed' AND e.happened_at > m.queued_at "
        "WHERE m.state = 'queued'"
    )
    for *title, status in found.fetchall():
        yield Difference("R4.2 message", tuple(title), status, "cancelled", "queued")


def after(player: Player, run: Run, day: Day) -> Differences:
    """What holds after a run that decided."""
    yield from forward(player, day)
    steady = player.steady_days[run.as_of]
    as_then = run.day == run.as_of or run.source == "landing"
    if as_then and day.company == steady.day.company and not player.is_disturbed:
        yield from converged(player, day, steady)
        if is_whole(player, run):
            yield from same_days(player, day, steady)


def is_whole(player: Player, run: Run) -> bool:
    """Whether every day up to D was run, in order, as it was then (R9.3)."""
    runs = [*player.done, run]
    order = [one.as_of for one in runs]
    in_order = order == sorted(order) and set(order) == set(range(run.as_of + 1))
    return in_order and all(one.day == one.as_of or one.source == "landing" for one in runs)


def forward(player: Player, day: Day) -> Differences:
    """R5.4: no automatic move goes backwards."""
    for event in player.book.events:
        if event.as_of == day.as_of and event.kind == "moved" and not event.is_persons:
            places = {name: number for number, (name, _) in enumerate(chain(day.company, event.to_request))}
            if places.get(event.to_status, 99) <= places.get(str(event.from_status), -1):
                yield Difference("R5.4", event.name, "moved", event.from_status, event.to_status)


def converged(player: Player, day: Day, steady: Kept) -> Differences:
    """R9.2: each title overdue on D stands as if every day had run."""
    for key, view in steady.day.views.items():
        for row in view.overdue() if key in day.views else []:
            theirs, mine = steady.open.get(row.title), player.book.open.get(row.title)
            if theirs and mine:
                yield from _same_title(player, day, row.title, theirs, mine)
            elif theirs or mine:
                yield Difference("R9.2", row.title, "open", theirs is not None, mine is not None)


def _same_title(player: Player, day: Day, title: Title, theirs: Ticket, mine: Ticket) -> Differences:
    for column in ("request", "due_on", "days_overdue", "total_due", "updated_on"):
        if getattr(theirs, column) != getattr(mine, column):
            yield Difference("R9.2", title, column, getattr(theirs, column), getattr(mine, column))
    if theirs.request == mine.request and theirs.status != mine.status and not is_excepted(player, day, theirs, mine):
        yield Difference("R9.2", title, "status", theirs.status, mine.status)


def is_excepted(player: Player, day: Day, theirs: Ticket, mine: Ticket) -> bool:
    """What R9.2 names; and what rests, which stands where the last day that ran left it (R5.7)."""
    names = [name for name, _ in chain(day.company, mine.request)]
    true = names.index(place(day.company, mine.request, mine.days_overdue))
    if names.index(theirs.status) > names.index(mine.status) >= true:
        return True  # R5.4 saw a later status on a day that did not run
    if theirs.opened_on > mine.opened_on:
        return True  # closed and reopened in the gap: keeps its ticket
    view = day.views[mine.key[:2]]
    is_held = said(player.book, view.contract, "hold", day) is not None
    return view.is_studied() or is_held or mine.key in player.book.disputed(day)


def same_days(player: Player, day: Day, steady: Kept) -> Differences:
    """R9.3: the same tickets, and the same events of D, but that they may be late."""
    now = keep(player.book, day)
    has_late = any(one.is_late for one in player.schedule.runs)
    apart = player.read_otherwise | (player.touched if has_late else set())
    for name in sorted(set(steady.tickets) | set(now.tickets)):
        if name[1:3] in apart:
            continue  # a person did to the ticket of then what came after D; a broken run read other contracts
        if steady.tickets.get(name) != now.tickets.get(name):
            yield Difference("R9.3", name, "ticket", steady.tickets.get(name), now.tickets.get(name))
    for one in sorted(set(steady.events) ^ set(now.events), key=str):
        if one.name[1:3] not in apart:
            yield Difference("R9.3", one.name, "event", one if one in steady.events else None, one)
