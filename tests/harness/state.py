"""What a database holds, by key: without the numbers and instants in which two equal histories may differ."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import psycopg

State = Mapping[str, Counter[str]]

MIRROR = ("mega.contract", "mega.installment", "mega.participant", "mega.renegotiation", "mega.phase_occurrence",
          "mega.contract_occurrence", "crm.customer", "crm.customer_channel")  # fmt: skip
TICKETS = ("crm.ticket_state", "crm.ticket_event")
FACTS = ("crm.mark", "crm.block", "crm.hold", "crm.dispute", "crm.promise")
MESSAGES = ("crm.message", "crm.message_item")
FIGURES = ("audit.closure_run", "audit.aging_daily", "audit.reconciliation", "audit.reconciliation_line",
           "audit.reconciliation_diff")  # fmt: skip
ALL = (*MIRROR, *TICKETS, *FACTS, *MESSAGES, *FIGURES)

TICKET_IDS = frozenset({"ticket_id", "parent_id", "reopened_from"})
"""Columns and details that name a ticket."""
OTHERS = frozenset({
    *("event_id", "run_id", "mark_id", "block_id", "hold_id", "dispute_id", "promise_id"),
    *("status_at", "happened_at", "queued_at", "taken_at"),
})  # fmt: skip
"""What is counted on or stamped by each run anew."""
MOST = 3
"""Rows of a table that are shown of what differs."""
LONGEST = 300

_NAMES = """
    SELECT ticket_id, key || '#' || row_number() OVER (PARTITION BY key ORDER BY ticket_id)
    FROM crm.ticket_state CROSS JOIN LATERAL (SELECT concat_ws('/', kind, branch_code, contract_code,
        installment_code, occurrence_kind, occurrence_code, opened_on) AS key) k
"""
_ORDERED = """
    SELECT to_jsonb(e) || jsonb_build_object('place', row_number() OVER (PARTITION BY ticket_id ORDER BY event_id))
    FROM crm.ticket_event e
"""
_ITEMS = """
    SELECT to_jsonb(i) || jsonb_build_object('dedupe_key', split_part(i.dedupe_key, '#', 1), 'message_id',
        jsonb_build_object('ticket_id', m.ticket_id, 'channel', m.channel, 'as_of', m.as_of, 'state', m.state))
    FROM crm.message_item i JOIN crm.message m USING (message_id)
"""
_QUERIES = {
    "crm.ticket_event": _ORDERED,
    "crm.message_item": _ITEMS,
    "crm.message": "SELECT to_jsonb(m) - 'message_id' FROM crm.message m",
}


def state(
    conn: psycopg.Connection[Any], tables: Collection[str] = ALL, ignoring: Collection[str] = frozenset()
) -> State:
    """The rows of the tables as text, tickets by their names.

    Args:
        ignoring: columns in which the histories to be compared may differ besides.
    """
    names = {str(ticket): name for ticket, name in conn.execute(_NAMES)}
    left_out = OTHERS | frozenset(ignoring)

    def named(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            key: names.get(str(one), one) if key in TICKET_IDS else named(one)
            for key, one in sorted(value.items())
            if key not in left_out
        }

    found = {}
    for table in tables:
        rows = conn.execute(
            f"SELECT row::text FROM ({_QUERIES.get(table, f'SELECT to_jsonb(t) FROM {table} t')}) r (row)"
        )
        found[table] = Counter(json.dumps(named(json.loads(row, parse_float=str))) for (row,) in rows)
    return found


def differences(expected: State, found: State) -> list[str]:
    """What one has and the other has not, the first rows of each table."""
    told = []
    for table in expected:
        for sign, rows in (("-", expected[table] - found[table]), ("+", found[table] - expected[table])):
            told += [f"{table} {sign} {row[:LONGEST]}" for row in sorted(rows.elements())[:MOST]]
    return told
