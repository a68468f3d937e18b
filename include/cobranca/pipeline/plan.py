"""A plan as it is kept between being made, judged and applied: how many rows, and which."""

from dataclasses import dataclass

import psycopg
from psycopg.rows import TupleRow

from cobranca.pipeline.run import Run
from cobranca.pipeline.steps import Step


@dataclass(frozen=True, slots=True)
class Plan:
    """What identifies a plan: the number of its rows and a hash over them, whatever their order."""

    rows: int
    digest: str


def measure(conn: psycopg.Connection[TupleRow], run: Run, step: Step) -> Plan:
    """Count and hash the plan as it stands in its table now."""
    row = conn.execute(
        run.text(
            f"SELECT count(*), coalesce(sum(hashtextextended(p::text, 0)::numeric), 0)::text FROM {step.plan_rows} p"  # noqa: S608 - the name of one of our steps
        ),
        {"run_id": run.run_id},
    ).fetchone()
    assert row is not None
    return Plan(int(row[0]), str(row[1]))


def record(conn: psycopg.Connection[TupleRow], run: Run, step: Step, plan: Plan, seconds: float) -> None:
    """Keep the plan's identity; the verdict on an earlier plan of the step is gone with it.

    What an earlier plan of the same run decided stays decided and counted, as when the run was killed and resumed.
    """
    conn.execute(
        run.text(
            "INSERT INTO audit.step AS s (run_id, as_of, step, planned, plan_hash, plan_seconds, seconds) "
            "VALUES (%(run_id)s, %(as_of)s, %(step)s, %(rows)s, %(digest)s, %(seconds)s, %(seconds)s) "
            "ON CONFLICT (run_id, step) DO UPDATE SET planned = EXCLUDED.planned, plan_hash = EXCLUDED.plan_hash, "
            "plan_seconds = EXCLUDED.plan_seconds, seconds = EXCLUDED.seconds, gate = NULL, gate_seconds = NULL, "
            "apply_seconds = NULL, applied = NULL, dropped = NULL, applied_at = NULL, "
            "applied_before = CASE WHEN %(decides)s THEN coalesce(s.applied, s.applied_before) ELSE 0 END, "
            "details = CASE WHEN %(decides)s THEN s.details ELSE '{}' END"
        ),
        {
            "run_id": run.run_id,
            "as_of": run.as_of,
            "step": step.name,
            "decides": step.decides,
            "rows": plan.rows,
            "digest": plan.digest,
            "seconds": round(seconds, 3),
        },
    )


def record_reading(conn: psycopg.Connection[TupleRow], run: Run, step: Step, seconds: float) -> None:
    """Keep that the ERP was read for the step, for so many seconds until now: chunks that overlap count once."""
    conn.execute(
        run.text(
            "INSERT INTO audit.step AS s (run_id, as_of, step, read_from, read_to) VALUES (%(run_id)s, %(as_of)s, "
            "%(step)s, clock_timestamp() - make_interval(secs => %(seconds)s), clock_timestamp()) "
            "ON CONFLICT (run_id, step) DO UPDATE SET read_from = least(s.read_from, EXCLUDED.read_from), "
            "read_to = greatest(s.read_to, EXCLUDED.read_to)"
        ),
        {"run_id": run.run_id, "as_of": run.as_of, "step": step.name, "seconds": seconds},
    )


def recorded(conn: psycopg.Connection[TupleRow], run: Run, step: Step) -> tuple[Plan, str | None] | None:
    """The identity and verdict kept for the step's plan, None where it was never planned."""
    row = conn.execute(
        run.text("SELECT planned, plan_hash, gate FROM audit.step WHERE run_id = %(run_id)s AND step = %(step)s"),
        {"run_id": run.run_id, "step": step.name},
    ).fetchone()
    return (Plan(int(row[0]), str(row[1])), row[2]) if row and row[0] is not None else None
