"""Both batches and four people at once: no lost update, no deadlock, no ticket moved on a stale plan, and in the end
what the same acts give one after the other (R5.7–R5.9, R9.6, architecture: 'a row counts only if …')."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

import psycopg
import pytest

from cobranca.acts import Person
from tests.concurrency.conftest import DAY, Office
from tests.concurrency.people import Case, Done, Worker, cases
from tests.harness import state, truth

PEOPLE = [Person(name, role) for name, role in (("ana", "supervisor"), ("bia", "multidados"), ("caio", "supervisor"))]
ORDERLY = ("talks", "waits", "marks", "blocks")
"""Ways whose end does not depend on whether a batch came between two acts; holds and disputes stop what it would do."""
EVENTS = "SELECT count(*) FROM crm.ticket_event WHERE event_id = %s AND actor = %s AND ticket_id = %s"
MOVED_WHILE_HELD = """
    SELECT h.ticket_id, m.event_id FROM crm.ticket_event h
    JOIN crm.ticket_state i ON i.parent_id = h.ticket_id
    JOIN crm.ticket_event m ON m.ticket_id = i.ticket_id AND m.kind = 'moved' AND m.event_id > h.event_id
    WHERE h.kind = 'hold' AND NOT EXISTS (SELECT FROM crm.ticket_event e WHERE e.ticket_id = h.ticket_id
        AND e.kind = 'hold_ended' AND e.event_id BETWEEN h.event_id AND m.event_id)
"""
MOVED_WHILE_DISPUTED = """
    SELECT d.ticket_id, m.event_id FROM crm.ticket_event d
    JOIN crm.ticket_event m ON m.ticket_id = d.ticket_id AND m.kind = 'moved' AND m.event_id > d.event_id
    WHERE d.kind = 'dispute' AND NOT EXISTS (SELECT FROM crm.ticket_event e WHERE e.ticket_id = d.ticket_id
        AND e.kind = 'dispute_ended' AND e.event_id BETWEEN d.event_id AND m.event_id)
"""
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
BLOCKED = "SELECT branch_code, contract_code, block_code, scope FROM crm.block WHERE valid_to IS NULL"


@pytest.mark.parametrize("seconds", [20, pytest.param(60, marks=pytest.mark.long)])
def test_batches_and_people_at_once(
    office: Office, twin: Office, seconds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(office.address, autocommit=True) as conn:
        workers = _workers(cases(conn))
        ended = _all_at_once(office, workers, seconds)
        done = [one for worker in workers for one in worker.done]
        assert {code for code, _ in ended} == {0}, [said for code, said in ended if code]
        _settle(office)
        assert conn.execute(DEADLOCKS).fetchone() == (0,)
        assert _unheard(conn, done) == []
        assert truth.lies(conn) == []
        assert conn.execute(MOVED_WHILE_HELD).fetchall() == []
        assert conn.execute(MOVED_WHILE_DISPUTED).fetchall() == []
        found = _compared(conn, workers)
    monkeypatch.setenv("AIRFLOW_CONN_COBRANCA_DB", twin.address)
    with psycopg.connect(twin.address, autocommit=True) as conn:
        _one_after_the_other(twin, workers, cases(conn))
        expected = _compared(conn, workers)
    assert state.differences(expected, found) == []
    _insist_on_much(done, len(ended))


def _workers(found: list[Case]) -> list[Worker]:
    count = len(PEOPLE)
    return [Worker(person, found[place::count], place) for place, person in enumerate(PEOPLE)]


def _all_at_once(office: Office, workers: list[Worker], seconds: int) -> list[tuple[int, str]]:
    """Everybody works for so long, while a minute passes in a second; how each batch ended."""
    is_over, ended = threading.Event(), []
    threads = [threading.Thread(target=worker.work, args=[is_over.is_set]) for worker in workers]
    for command in ("batch", "flow"):
        threads.append(threading.Thread(target=office.keep_running, args=[command, is_over, ended]))
    for thread in threads:
        thread.start()
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        office.beside.at(DAY, f"05:{min(58, seconds - int(left)):02d}")
        time.sleep(1)
    is_over.set()
    for thread in threads:
        thread.join()
    return ended


def _settle(office: Office) -> None:
    """What is still waiting is carried out, and the batch has the last word."""
    office.beside.at(DAY, "12:00")
    for command in ("flow", "batch", "flow"):
        office.run(command)


def _one_after_the_other(office: Office, workers: list[Worker], found: list[Case]) -> None:
    """The batch, then every act that was done, each person's in order; then the batches once more."""
    by_contract = {case.contract: case for case in found}
    office.beside.at(DAY, "05:00")
    office.run("batch")
    office.beside.at(DAY, "06:00")
    for worker in workers:
        for one in worker.done:
            if one.asked.case.way in ORDERLY:
                again = one.asked.done(worker.person, by_contract[one.asked.case.contract])
                assert bool(again.refusal) == bool(one.refusal), (one, again)
    _settle(office)


def _unheard(conn: psycopg.Connection[Any], done: Iterable[Done]) -> list[Done]:
    """Acts that are neither in the story nor refused with a rule."""
    return [one for one in done if not (_is_told(conn, one) if one.number else one.refusal.startswith("R"))]


def _is_told(conn: psycopg.Connection[Any], one: Done) -> bool:
    if one.asked.name in ("mark", "block", "unblock"):
        query = "SELECT count(*) FROM crm.ticket_event WHERE ticket_id = %s AND kind = 'opened' AND actor = %s"
        row = conn.execute(query, [one.number, one.person.name]).fetchone()
    else:
        case = one.asked.case
        ticket = case.titles[0] if one.asked.arguments[0] == "title" else case.ticket
        row = conn.execute(EVENTS, [one.number, one.person.name, ticket]).fetchone()
    return row == (1,)


def _compared(conn: psycopg.Connection[Any], workers: list[Worker]) -> dict[str, Counter[str]]:
    """Tickets whose end has nothing to do with the order, the talk on some of them, and who is not to be contacted.

    Whether a title was routed before it closed, and so how often it changed, is a matter of order.
    """
    ways = {case.contract: case.way for worker in workers for case in worker.cases}
    orderly = {(contract.branch_code, contract.contract_code) for contract, way in ways.items() if way in ORDERLY}
    talked = tuple(f"contract/{contract}/" for contract, way in ways.items() if way == "talks")
    found = state.state(conn, state.TICKETS, {"place"})
    tickets = [json.loads(row) for row in found["crm.ticket_state"].elements()]
    kept = [
        row | {"version": None, "request_code": row["closed_on"] or row["request_code"]}
        for row in tickets
        if (row["branch_code"], row["contract_code"]) in orderly
    ]
    events = [row for row in found["crm.ticket_event"].elements() if json.loads(row)["ticket_id"].startswith(talked)]
    return {
        "tickets": Counter(json.dumps(row) for row in kept),
        "talk": Counter(events),
        "blocks": Counter(
            str(row) for row in conn.execute(BLOCKED) if (row[0], row[1]) in orderly or row[3] == "customer"
        ),
    }


def _insist_on_much(done: list[Done], batches: int) -> None:
    """A minute in which little happened would prove little."""
    assert batches >= 3
    assert len(done) >= 100
    assert {one.asked.name for one in done if one.number} >= {
        *("note", "set_field", "set_responsible", "promise", "move", "mark", "block", "unblock"),
        *("hold", "end_hold", "dispute", "end_dispute"),
    }
    assert {one.asked.name for one in done if "R6.8" in one.refusal} == {"close"}
