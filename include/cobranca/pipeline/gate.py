"""The gate of a step: its plan is judged by a Great Expectations suite before it is applied (R8.6).

The verdict is made expectation by expectation, from each one's own severity: a suite's `success` does not
know severities. A person may let a failed check pass for one D; nobody edits a suite for it.
"""

import logging

import psycopg
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb

from cobranca import clock
from cobranca.errors import GateFailed, RunBlocked
from cobranca.pipeline import gate_context, gate_message
from cobranca.pipeline.gate_catalogue import known_expectations, validate_acceptance
from cobranca.pipeline.gate_context import Judged
from cobranca.pipeline.gate_measures import Measures, measure, plain, sample
from cobranca.pipeline.gate_verdict import NOTHING_TO_JUDGE, CheckResult, Sample, Verdict, verdict
from cobranca.pipeline.run import Run
from cobranca.pipeline.steps import Step

__all__ = [
    "NOTHING_TO_JUDGE",
    "CheckResult",
    "Verdict",
    "insist",
    "judge",
    "known_expectations",
    "record",
    "validate_acceptance",
]

log = logging.getLogger(__name__)


def judge(run: Run, step: Step) -> Verdict:
    """Judge the plan that stands in the step's table. Nothing is written.

    Raises:
        PipelineError: an expectation could not be judged.
    """
    with run.session() as conn:
        measures = measure(conn, run, step)
    found = gate_context.validate(run, step, measures.query())
    with run.session() as conn:
        results = [_result(conn, run, judged, measures) for judged in found]
    told = verdict(results, run.accept)
    for result in told.results:
        log.log(_level(result), "%s: %s, observed %s", result.name, _state(result), result.observed)
    return told


def record(conn: psycopg.Connection[TupleRow], run: Run, step: Step, verdict: Verdict, seconds: float) -> None:
    """Keep the verdict in audit.gate_result and audit.step; an earlier one on the step is replaced."""
    key = {"run_id": run.run_id, "as_of": run.as_of, "step": step.name, "now": clock.now()}
    conn.execute(run.text("DELETE FROM audit.gate_result WHERE run_id = %(run_id)s AND step = %(step)s"), key)
    conn.cursor().executemany(
        run.text(
            "INSERT INTO audit.gate_result (run_id, as_of, step, expectation, severity, passed, unexpected_count, "
            "observed, sample, accepted_by, accepted_reason, judged_at) VALUES (%(run_id)s, %(as_of)s, %(step)s, "
            "%(expectation)s, %(severity)s, %(passed)s, %(unexpected_count)s, %(observed)s, %(sample)s, "
            "%(accepted_by)s, %(accepted_reason)s, %(now)s)"
        ),
        [key | _columns(result) for result in verdict.results],
    )
    conn.execute(
        run.text(
            "UPDATE audit.step SET gate = %(gate)s, gate_seconds = %(seconds)s, "
            "seconds = coalesce(plan_seconds, 0) + %(seconds)s WHERE run_id = %(run_id)s AND step = %(step)s"
        ),
        key | {"gate": verdict.outcome, "seconds": round(seconds, 3)},
    )


def insist(run: Run, step: Step, verdict: Verdict) -> None:
    """Let a step go on only where no check stops it.

    Raises:
        RunBlocked: one of the checks says that the mirror would not be true (R8.7).
        GateFailed: another critical check failed.
    """
    stopping = verdict.stopping
    if not stopping:
        return
    message = gate_message.refusal(run, step, stopping)
    raise (RunBlocked if any(result.blocks for result in stopping) else GateFailed)(message)


def _result(conn: psycopg.Connection[TupleRow], run: Run, judged: Judged, measures: Measures) -> CheckResult:
    meta = judged.meta
    count, observed, keys = _of_measure(conn, run, judged, measures) if "value" in meta else _of_rows(judged)
    return CheckResult(
        name=meta["name"],
        rule=meta["rule"],
        title=meta["title"],
        severity=judged.severity,  # type: ignore[arg-type] # one of the suite's three
        passed=judged.passed,
        unexpected_count=count,
        observed=observed,
        sample=keys,
        blocks=bool(meta["blocks"]),
    )


def _of_measure(
    conn: psycopg.Connection[TupleRow], run: Run, judged: Judged, measures: Measures
) -> tuple[int, str, Sample]:
    meta = judged.meta
    bound = "no máximo" if meta["bound"] == "at_most" else "no mínimo"
    note = measures.notes.get(meta["value"])
    observed = note or f"{measures.row[meta['value']]} ({bound} {measures.row[meta['limit']]})"
    if judged.passed:
        return 0, observed, ()
    keys = sample(conn, run, meta["sample"]) if "sample" in meta else ()
    return int(measures.row[meta["count"]]), observed, keys


def _of_rows(judged: Judged) -> tuple[int, str, Sample]:
    keys = ({name: value for name, value in row.items() if name != "unexpected_count"} for row in judged.rows)
    return judged.count, str(judged.count), tuple(plain(row) for row in keys)


def _columns(result: CheckResult) -> dict[str, object]:
    return {
        "expectation": result.name,
        "severity": result.severity,
        "passed": result.passed,
        "unexpected_count": result.unexpected_count,
        "observed": result.observed,
        "sample": Jsonb(list(result.sample)),
        "accepted_by": result.accepted_by,
        "accepted_reason": result.accepted_reason,
    }


def _level(result: CheckResult) -> int:
    if result.passed:
        return logging.INFO
    return logging.ERROR if result.stops else logging.WARNING


def _state(result: CheckResult) -> str:
    if result.passed:
        return "passed"
    return "failed" if result.accepted_by is None else f"failed, accepted by {result.accepted_by}"
