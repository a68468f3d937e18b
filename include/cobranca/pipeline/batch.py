"""The daily batch, part by part. Airflow's tasks call the parts; `run` calls them all in order.

begin                                              here
fetch_contracts, scope, fetch_chunk, fetch_channels, reread    reading: the ERP
plan, gate, apply                                  parts: every step, of both batches
finish, fail                                       runs: how a run goes on and ends
"""

import logging
from datetime import date

from cobranca import database
from cobranca.pipeline import dry, lease, shell
from cobranca.pipeline import gate as gates
from cobranca.pipeline.lease import Request
from cobranca.pipeline.parts import apply, gate, in_order, plan
from cobranca.pipeline.reading import fetch_channels, fetch_chunk, fetch_contracts, reread, scope
from cobranca.pipeline.run import NOBODY, Acceptance, Run, Source
from cobranca.pipeline.runs import fail, failing, finish, settings_in_force
from cobranca.pipeline.steps import STEPS, Step
from cobranca.pipeline.vocabulary import insist_on_known_vocabulary

__all__ = [
    "apply",
    "begin",
    "fail",
    "fetch_channels",
    "fetch_chunk",
    "fetch_contracts",
    "finish",
    "gate",
    "plan",
    "reread",
    "run",
    "scope",
]

log = logging.getLogger(__name__)


def begin(request: Request) -> int:
    """Take the lease for D and return the run's id.

    Raises:
        ConfigurationError: the settings folder cannot be used, or `accept` names no check.
        RunRefused: D is in the future, another run is alive, or tickets stand in what the settings lack.
    """
    gates.validate_acceptance(request.accept)
    run = lease.acquire(request, settings_in_force())
    insist_on_known_vocabulary(run)
    if run.dry_run:
        _copy(run)
    log.info("run %d: D %s, %s%s", run.run_id, run.as_of, "late, " if run.late else "", run.mode)
    return run.run_id


def run(as_of: date, source: Source = "erp", dry_run: bool = False, accept: Acceptance = NOBODY) -> tuple[int, str]:
    """Run the whole batch of D in this process; the run's id and its summary.

    Raises:
        CobrancaError: what stopped it; the run is then 'failed' or 'blocked'.
    """
    request = Request(as_of, shell.new_id(as_of), source, dry_run, accept)
    with shell.held():
        run_id = begin(request)
        with failing(run_id):
            for step in STEPS:
                _run_step(run_id, step)
            return run_id, finish(run_id)


def _run_step(run_id: int, step: Step) -> None:
    if step.name == "ingest":
        fetch_contracts(run_id)
        for chunk in scope(run_id):
            fetch_chunk(run_id, chunk)
        fetch_channels(run_id)
    if step.name == "reconcile":
        reread(run_id)
    in_order(run_id, step)


def _copy(run: Run) -> None:
    try:
        with database.connect() as conn:
            dry.copy(conn)
    except Exception as error:
        lease.release(run.run_id, "failed", f"the copies of the dry run could not be made: {error}")
        raise
