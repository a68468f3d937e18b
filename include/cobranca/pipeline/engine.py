"""Plan, judge, apply: what every step is (architecture: 'One idea carries the whole system')."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb

from cobranca import clock
from cobranca.errors import PlanLost
from cobranca.pipeline import gate as gates
from cobranca.pipeline import lease
from cobranca.pipeline.plan import Plan, measure, record, recorded
from cobranca.pipeline.run import Run
from cobranca.pipeline.steps import Step

log = logging.getLogger(__name__)

ROUNDS = 3
"""How often rows whose ticket changed under the plan are planned anew before they are named."""
JUDGED = frozenset({"passed", "warned", "accepted"})

Check = Callable[[psycopg.Connection[TupleRow], Run], None]


def plan(run: Run, step: Step) -> Plan:
    """Compute what the step would decide, into its plan table. Nothing is decided by it."""
    started = time.perf_counter()
    with run.session() as conn:
        run.execute(conn, f"{step.name}/plan.sql")
        made = measure(conn, run, step)
        record(conn, run, step, made, time.perf_counter() - started)
    log.info("%s: %d rows planned for %s", step.name, made.rows, run.as_of)
    return made


def is_planned(run: Run, step: Step) -> bool:
    """Whether this run has a plan of the step: one that another run left does not count."""
    with run.session() as conn:
        return recorded(conn, run, step) is not None


def gate(run: Run, step: Step) -> gates.Verdict:
    """Judge the plan by the step's suite (R8.6).

    Raises:
        GateFailed: a critical check failed and nobody accepted it.
        RunBlocked: the mirror itself would not be true (R8.7).
    """
    started = time.perf_counter()
    verdict = gates.judge(run, step) if step.is_judged_empty or _has_rows(run, step) else gates.NOTHING_TO_JUDGE
    with run.session() as conn:
        gates.record(conn, run, step, verdict, time.perf_counter() - started)
    gates.insist(run, step, verdict)
    return verdict


def _has_rows(run: Run, step: Step) -> bool:
    with run.session() as conn:
        return measure(conn, run, step).rows > 0


def apply(run: Run, step: Step, check: Check | None = None) -> int:
    """Carry out the plan, in one transaction; the number of rows applied.

    Rows whose ticket changed since the plan are planned and judged again, at most three rounds in all.

    Args:
        check: what else must hold inside the transaction, before anything is written.

    Raises:
        PlanLost: the plan is not the one that the gate judged.
        RunRefused: another run took over meanwhile.
    """
    applied, dropped = 0, 0
    for attempt in range(1, ROUNDS + 1):
        done, dropped = _apply_once(run, step, check)
        applied += done
        if not dropped:
            break
        log.warning("%s: %d planned rows changed meanwhile (round %d)", step.name, dropped, attempt)
        if attempt < ROUNDS:
            plan(run, step)
            gate(run, step)
    return applied


def _apply_once(run: Run, step: Step, check: Check | None) -> tuple[int, int]:
    started = time.perf_counter()
    with run.session() as conn:
        conn.execute("SELECT pg_advisory_xact_lock(hashtext('cobranca.apply'))")
        planned = _insist_on_judged_plan(conn, run, step)
        if check is not None:
            check(conn, run)
        rows = run.execute(conn, f"{step.name}/apply.sql")
        applied = int(rows[0][0])
        _record_applied(conn, run, step, applied, planned.rows - applied, time.perf_counter() - started)
        lease.insist(conn, run.run_id)
    return applied, planned.rows - applied


def _insist_on_judged_plan(conn: psycopg.Connection[TupleRow], run: Run, step: Step) -> Plan:
    kept = recorded(conn, run, step)
    if kept is None or kept[1] not in JUDGED:
        raise PlanLost(f"{step.name}: no judged plan of {run.as_of:%d/%m/%Y}: run the step again")
    found = measure(conn, run, step)
    if found != kept[0]:
        raise PlanLost(
            f"{step.name}: plan lost: run the step again "
            f"(judged {kept[0].rows} rows, found {found.rows}{'' if found.rows != kept[0].rows else ' others'})"
        )
    return found


def _record_applied(
    conn: psycopg.Connection[TupleRow], run: Run, step: Step, applied: int, dropped: int, seconds: float
) -> None:
    """Record in the transaction of the plan; what earlier plans of the run applied is added."""
    conn.execute(
        run.text(
            "UPDATE audit.step SET applied = applied_before + %(applied)s, dropped = %(dropped)s, "
            "apply_seconds = %(seconds)s, "
            "seconds = coalesce(plan_seconds, 0) + coalesce(gate_seconds, 0) + %(seconds)s, applied_at = %(now)s, "
            "details = %(details)s WHERE run_id = %(run_id)s AND step = %(step)s"
        ),
        {
            "applied": applied,
            "dropped": dropped,
            "seconds": round(seconds, 3),
            "now": clock.now(),
            "details": Jsonb(_details(conn, run, step)),
            "run_id": run.run_id,
            "step": step.name,
        },
    )


def _details(conn: psycopg.Connection[TupleRow], run: Run, step: Step) -> dict[str, Any]:
    """Counts of what was applied, by kind: what the summary and the reports show. Decisions add up over a run."""
    row = conn.execute(
        run.text("SELECT details FROM audit.step WHERE run_id = %(run_id)s AND step = %(step)s"),
        {"run_id": run.run_id, "step": step.name},
    ).fetchone()
    told = Counter(row[0] if row else {})
    told.update({str(key): count for key, count in run.execute(conn, f"{step.name}/details.sql")})
    return dict(told)
