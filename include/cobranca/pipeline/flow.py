"""The batch of every ten minutes (R4.5, R5.3): what entering a status carries out, the minute, what is queued.

It has a lease of its own, so it may work beside the daily batch (docs/decisions/0013). Its parts are those of
`parts`; it reads no ERP and decides by the facts of now. There is nothing to catch up: the next run does it.
"""

import logging
from datetime import date

from cobranca import clock
from cobranca.pipeline import lease, shell
from cobranca.pipeline.lease import Request
from cobranca.pipeline.parts import in_order
from cobranca.pipeline.run import Run
from cobranca.pipeline.runs import failing, finish, settings_in_force
from cobranca.pipeline.steps import FLOW_STEPS
from cobranca.pipeline.vocabulary import insist_on_known_vocabulary

log = logging.getLogger(__name__)

NOTHING = "Nada a fazer."


def begin(dag_run_id: str, as_of: date | None = None) -> int | None:
    """Take the lease, today's by default; the run's id, None where nothing is due: the run has ended well then.

    Raises:
        ConfigurationError: the settings folder cannot be used.
        RunRefused: another run of this batch is alive, the company is not live, or tickets stand in what its settings
            lack.
    """
    request = Request(as_of or clock.business_date(), dag_run_id, source="staged", batch="flow")
    run = lease.acquire(request, settings_in_force())
    with failing(run.run_id):
        if not _is_known(run):
            insist_on_known_vocabulary(run)
        if not is_due(run):
            lease.release(run.run_id, "good", NOTHING)
            return None
    log.info("run %d of %s", run.run_id, run.as_of)
    return run.run_id


def _is_known(run: Run) -> bool:
    """Whether the last good run worked with these settings: then every open ticket stands in what they have.

    A mapping may have left some, and a day passed over did not look.
    """
    with run.session() as conn:
        row = conn.execute(
            "SELECT settings_hash FROM audit.run WHERE state = 'good' AND NOT dry_run AND batch <> 'remap' "
            "AND mode = 'full' ORDER BY run_id DESC LIMIT 1"
        ).fetchone()
    return row is not None and row[0] == run.settings_hash


def is_due(run: Run) -> bool:
    """Whether one of the steps has something to do, by its due.sql: an index tells."""
    with run.session() as conn:
        conn.execute("SET LOCAL enable_nestloop = on")
        return any(run.execute(conn, f"{step.name}/due.sql")[0][0] for step in FLOW_STEPS)


def run() -> str:
    """Run the whole batch in this process; its summary.

    Raises:
        CobrancaError: what stopped it; the run is then 'failed'.
    """
    with shell.held("flow"):
        run_id = begin(shell.new_id(clock.business_date()))
        if run_id is None:
            return NOTHING
        with failing(run_id):
            for step in FLOW_STEPS:
                in_order(run_id, step)
            return finish(run_id)
