"""Plan, gate and apply of a step, as the parts of a run that Airflow's tasks and the command line call.

Each part can run again: it takes the run by its id, gives a sign of life, and plans anew what it plans.
"""

import logging

from cobranca import database
from cobranca.pipeline import dry, engine, reading
from cobranca.pipeline.run import Run
from cobranca.pipeline.runs import working
from cobranca.pipeline.steps import BY_NAME, Step

log = logging.getLogger(__name__)


def plan(run_id: int, step_name: str) -> int:
    """Plan the step anew; the number of rows."""
    step = BY_NAME[step_name]
    with working(run_id) as run:
        return _plan(run, step) if _takes_part(run, step) else 0


def gate(run_id: int, step_name: str) -> str:
    """Judge the step's plan, made first where this run has none; the verdict. Raises GateFailed or RunBlocked."""
    step = BY_NAME[step_name]
    with working(run_id) as run:
        return _gate(run, step) if _takes_part(run, step) else "not of this run"


def apply(run_id: int, step_name: str) -> int:
    """Carry out the step's judged plan, made and judged first where this run has none; the rows applied."""
    step = BY_NAME[step_name]
    with working(run_id) as run:
        if not _takes_part(run, step) or (run.mode == "figures" and step.name == "ingest"):
            return 0
        if not engine.is_planned(run, step):
            _gate(run, step)
        return engine.apply(run, step, reading.insist_on_landing if step.name == "ingest" else None)


def in_order(run_id: int, step: Step) -> None:
    """All three, one after the other."""
    plan(run_id, step.name)
    gate(run_id, step.name)
    apply(run_id, step.name)


def _plan(run: Run, step: Step) -> int:
    if step.reads_erp and run.dry_run:
        with database.connect() as conn:
            dry.copy_staging(conn)
    if step.name == "ingest":
        with run.session() as conn:
            reading.insist_on_landing(conn, run)
    if step.name == "reconcile":
        reading.insist_on_reread(run)
    return engine.plan(run, step).rows


def _gate(run: Run, step: Step) -> str:
    if not engine.is_planned(run, step):
        _plan(run, step)
    return engine.gate(run, step).outcome


def _takes_part(run: Run, step: Step) -> bool:
    if run.mode == "full" or step.in_figures:
        return True
    log.info("%s: %s only gets its figures, a later day is applied already (R9.4)", step.name, run.as_of)
    return False
