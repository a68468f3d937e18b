"""What must hold of a database at any moment: a step is applied entirely or not at all, and the records say which."""

from collections.abc import Iterator
from typing import Any

import psycopg

_WRITTEN = """
    SELECT e.run_id, CASE WHEN e.kind IN ('opened', 'reopened') THEN 'tickets' WHEN e.kind = 'routed' THEN 'routing'
                          WHEN e.kind = 'integrated' OR e.rule = 'R4.6' THEN 'integrations'
                          WHEN e.kind = 'closed' THEN 'closures' WHEN r.batch = 'flow' THEN 'minutes'
                          ELSE 'flows' END AS step, count(*)
    FROM crm.ticket_event e JOIN audit.run r USING (run_id) GROUP BY 1, 2
"""
"""The events of the machine, by the step that wrote them: one a row applied; an integration may be two rows."""
WRITING = ("tickets", "routing", "closures", "flows", "minutes")
_STEPS = "SELECT run_id, step, planned, gate, applied, applied_at IS NOT NULL FROM audit.step ORDER BY 1, 2"
_ITEMS = """
    SELECT as_of, sum(applied), (SELECT count(*) FROM crm.message_item JOIN crm.message m USING (message_id)
                                 WHERE m.as_of = s.as_of)
    FROM audit.step s WHERE step = 'contact' GROUP BY as_of
"""
_TICKETS = """
    SELECT t.ticket_id, t.version, t.status_code, t.request_code, e.opened, e.changed, h.holds, e.status, e.request
    FROM crm.ticket_state t
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE kind IN ('opened', 'reopened')) AS opened,
               count(*) FILTER (WHERE kind NOT IN ('opened', 'reopened', 'integrated')) AS changed,
               min(event_id) AS first, coalesce(max(event_id) FILTER (WHERE kind = 'closed'), 9e18) AS last,
               (array_agg(to_status ORDER BY event_id DESC) FILTER (WHERE to_status IS NOT NULL))[1] AS status,
               (array_agg(to_request ORDER BY event_id DESC) FILTER (WHERE to_request IS NOT NULL))[1] AS request
        FROM crm.ticket_event e WHERE e.ticket_id = t.ticket_id
    ) e
    CROSS JOIN LATERAL (
        SELECT count(*) AS holds FROM crm.ticket_event h
        WHERE t.kind = 'installment' AND h.ticket_id = t.parent_id AND h.kind = 'hold'
          AND h.event_id BETWEEN e.first AND e.last
    ) h
    WHERE e.opened <> 1 OR t.version <> 1 + e.changed + h.holds
       OR (t.status_code, t.request_code) <> (e.status, e.request)
"""
_CHAINS = """
    SELECT ticket_id, event_id, before, from_status FROM (
        SELECT ticket_id, event_id, from_status,
               lag(to_status) OVER (PARTITION BY ticket_id ORDER BY event_id) AS before
        FROM crm.ticket_event WHERE to_status IS NOT NULL) e
    WHERE before <> from_status
"""


def lies(conn: psycopg.Connection[Any]) -> list[str]:
    """Everything that does not hold."""
    return [*_steps(conn), *_runs(conn), *_contact(conn), *_tickets(conn)]


def _steps(conn: psycopg.Connection[Any]) -> Iterator[str]:
    """The events of a run and step are those of all that it says it applied, or none."""
    written = {(run_id, step): count for run_id, step, count in conn.execute(_WRITTEN)}
    for run_id, step, planned, gate, applied, is_applied in conn.execute(_STEPS):
        found = written.get((run_id, step), 0)
        if step in WRITING and found != (applied or 0):
            yield f"run {run_id} {step}: {applied} applied, {found} events"
        if step == "integrations" and bool(found) != bool(applied):
            yield f"run {run_id} {step}: {applied} applied, {found} events"
        if is_applied and gate not in {"passed", "warned", "accepted"}:
            yield f"run {run_id} {step}: applied under the verdict {gate}"
        if is_applied and planned is None:
            yield f"run {run_id} {step}: applied without a plan"


def _runs(conn: psycopg.Connection[Any]) -> Iterator[str]:
    good = conn.execute(
        "SELECT run_id, count(s.applied_at) FROM audit.batch_run r LEFT JOIN audit.step s USING (run_id) "
        "WHERE r.state = 'good' AND r.mode = 'full' AND NOT r.dry_run GROUP BY run_id"
    )
    steps = conn.execute(
        "SELECT count(DISTINCT step) FROM audit.step JOIN audit.batch_run USING (run_id) WHERE state = 'good'"
    ).fetchone()
    assert steps is not None
    for run_id, applied in good:
        if applied != steps[0]:
            yield f"run {run_id} is good, but {applied} of {steps[0]} steps were applied"


def _contact(conn: psycopg.Connection[Any]) -> Iterator[str]:
    for as_of, applied, items in conn.execute(_ITEMS):
        if (applied or 0) != items:
            yield f"{as_of}: {applied} titles were told of, {items} stand in messages"


def _tickets(conn: psycopg.Connection[Any]) -> Iterator[str]:
    """A ticket is what its events made of it, its version counts them, and each begins where the last one ended.

    A hold counts for the titles of its contract, too: what was planned for them does not fit any more.
    """
    for row in conn.execute(_TICKETS):
        yield "ticket {}: version {}, {} of {}; events: opened {}, changed {}, holds {}, last {} of {}".format(*row)
    for row in conn.execute(_CHAINS):
        yield "ticket {}, event {}: it stood in {}, the event says {}".format(*row)
