"""The daily batch, part by part. Airflow's tasks call the parts; `run` calls them all in order.

Each part can run again: it takes the run by its id, gives a sign of life, and plans anew what it plans.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import psycopg
from psycopg.rows import TupleRow

from cobranca import database
from cobranca import settings as configuration
from cobranca.errors import RunBlocked, RunRefused
from cobranca.mega import ingest as mega
from cobranca.mega.manifests import aside
from cobranca.pipeline import dry, engine, lease, shell, summary
from cobranca.pipeline import gate as gates
from cobranca.pipeline.lease import Request
from cobranca.pipeline.plan import record_reading
from cobranca.pipeline.run import NOBODY, Acceptance, Run, Source
from cobranca.pipeline.steps import BY_NAME, STEPS, Step
from cobranca.settings import Settings

log = logging.getLogger(__name__)

REREAD_CHUNK = 0
REREAD = "reread"


def begin(request: Request) -> int:
    """Take the lease for D and return the run's id.

    Raises:
        ConfigurationError: the settings folder cannot be used, or `accept` names no check.
        RunRefused: D is in the future, or another run is alive.
    """
    gates.validate_acceptance(request.accept)
    settings = configuration.load()
    _insist_on_live(settings)
    run = lease.acquire(request, settings)
    if run.dry_run:
        _copy(run)
    log.info("run %d: D %s, %s%s", run.run_id, run.as_of, "late, " if run.late else "", run.mode)
    return run.run_id


def fetch_contracts(run_id: int) -> dict[str, object]:
    """Read the listings and occurrences of D into staging (R3.2)."""
    with _reading(run_id, "ingest") as run:
        if run.source == "staged":
            return {}
        return mega.fetch_contracts(run.as_of, run.settings, run.source).as_dict()


def scope(run_id: int) -> list[int]:
    """Decide whose rows are read (R3.2); the chunks that have members."""
    with _working(run_id) as run, run.session() as conn:
        if run.source == "landing":
            return mega.landed_chunks(run.as_of)
        if run.source == "staged":
            return []
        conn.execute(database.sql("ingest/scope.sql"), run.params)
        return [row[0] for row in conn.execute("SELECT DISTINCT chunk FROM work.fetch_scope ORDER BY chunk")]


def fetch_chunk(run_id: int, chunk: int) -> dict[str, object]:
    """Read the rows of one chunk's contracts into staging."""
    with _reading(run_id, "ingest") as run:
        if run.source == "staged":
            return {}
        return mega.fetch_rows(run.as_of, chunk, run.settings, run.source).as_dict()


def fetch_channels(run_id: int) -> dict[str, object]:
    """Read e-mails and telephones of customers that need them. It never fails the batch."""
    with _reading(run_id, "ingest") as run:
        if run.source == "staged":
            return {}
        return mega.fetch_channels(run.as_of, run.settings, run.source).as_dict()


def plan(run_id: int, step_name: str) -> int:
    """Plan the step anew; the number of rows."""
    step = BY_NAME[step_name]
    with _working(run_id) as run:
        return _plan(run, step) if _takes_part(run, step) else 0


def gate(run_id: int, step_name: str) -> str:
    """Judge the step's plan, made first where this run has none; the verdict. Raises GateFailed or RunBlocked."""
    step = BY_NAME[step_name]
    with _working(run_id) as run:
        return _gate(run, step) if _takes_part(run, step) else "not of this run"


def apply(run_id: int, step_name: str) -> int:
    """Carry out the step's judged plan, made and judged first where this run has none; the rows applied."""
    step = BY_NAME[step_name]
    with _working(run_id) as run:
        if not _takes_part(run, step) or (run.mode == "figures" and step.name == "ingest"):
            return 0
        if not engine.is_planned(run, step):
            _gate(run, step)
        return engine.apply(run, step, _insist_on_landing if step.name == "ingest" else None)


def reread(run_id: int) -> dict[str, object]:
    """Read a sample of contracts anew for the reconciliation (R8.1). A day passed over keeps its extract."""
    with _reading(run_id, "reconcile") as run:
        if run.mode == "figures":
            return {"contracts": 0, "why": "figures of a day passed over: the extract of the day is used"}
        with run.session() as conn:
            sampled = run.execute(conn, "reconcile/sample.sql")[0][0]
        if run.source != "erp":
            with run.session() as conn:
                conn.execute("TRUNCATE work.fetch_scope")
            return {"contracts": 0, "why": f"source is {run.source}: nothing is read anew"}
        if run.dry_run:
            with database.connect() as conn:
                dry.hand_back_sample(conn)
        read = mega.fetch_rows(run.as_of, REREAD_CHUNK, run.settings, run.source, take=REREAD).as_dict()
        return {"contracts": sampled, **read}


def finish(run_id: int) -> str:
    """End a run all of whose steps were applied; the summary, for people."""
    run = _load(run_id)
    text = summary.text(run_id)
    if run.dry_run:
        with database.connect() as conn:
            dry.drop(conn)
    lease.release(run_id, "good", "dry run" if run.dry_run else "")
    return text


def fail(run_id: int, message: str, blocked: bool = False) -> None:
    """End a run that cannot go on; the copies of a dry run are dropped."""
    with database.connect() as conn:
        row = conn.execute("SELECT dry_run FROM audit.batch_run WHERE run_id = %s", (run_id,)).fetchone()
        if row and row[0]:
            dry.drop(conn)
    lease.release(run_id, "blocked" if blocked else "failed", message)


def run(as_of: date, source: Source = "erp", dry_run: bool = False, accept: Acceptance = NOBODY) -> tuple[int, str]:
    """Run the whole batch of D in this process; the run's id and its summary.

    Raises:
        CobrancaError: what stopped it; the run is then 'failed' or 'blocked'.
    """
    request = Request(as_of, shell.new_id(as_of), source, dry_run, accept)
    with shell.held():
        run_id = begin(request)
        try:
            for step in STEPS:
                _run_step(run_id, step)
            return run_id, finish(run_id)
        except Exception as error:
            fail(run_id, f"{type(error).__name__}: {error}", blocked=isinstance(error, RunBlocked))
            raise


def _run_step(run_id: int, step: Step) -> None:
    if step.name == "ingest":
        fetch_contracts(run_id)
        for chunk in scope(run_id):
            fetch_chunk(run_id, chunk)
        fetch_channels(run_id)
    if step.name == "reconcile":
        reread(run_id)
    plan(run_id, step.name)
    gate(run_id, step.name)
    apply(run_id, step.name)


def _load(run_id: int) -> Run:
    return lease.load(run_id, configuration.load())


@contextmanager
def _working(run_id: int) -> Iterator[Run]:
    """The run, giving signs of life; what a run that decides nothing fetches is landed aside (R9.5)."""
    run = _load(run_id)
    decides = run.mode == "full" and not run.dry_run
    with lease.beating(run_id), aside(run.source == "erp" and not decides):
        yield run


@contextmanager
def _reading(run_id: int, step_name: str) -> Iterator[Run]:
    """The run, while the ERP is read for a step; how long is kept with the step."""
    started = time.perf_counter()
    with _working(run_id) as run:
        yield run
        with run.session() as conn:
            record_reading(conn, run, BY_NAME[step_name], time.perf_counter() - started)


def _copy(run: Run) -> None:
    try:
        with database.connect() as conn:
            dry.copy(conn)
    except Exception as error:
        lease.release(run.run_id, "failed", f"the copies of the dry run could not be made: {error}")
        raise


def _plan(run: Run, step: Step) -> int:
    if step.reads_erp and run.dry_run:
        with database.connect() as conn:
            dry.copy_staging(conn)
    if step.name == "ingest":
        with run.session() as conn:
            _insist_on_landing(conn, run)
    if step.name == "reconcile" and run.source == "erp" and run.mode == "full":
        with database.connect() as conn:
            mega.verify_reread(run.as_of, REREAD_CHUNK, REREAD, conn)
    return engine.plan(run, step).rows


def _gate(run: Run, step: Step) -> str:
    if not engine.is_planned(run, step):
        _plan(run, step)
    return engine.gate(run, step).outcome


def _insist_on_live(settings: Settings) -> None:
    """Nothing is integrated before go-live (R8.5); for now the settings alone say whether a company is live."""
    if not settings.company.live:
        raise RunRefused(f"{settings.company.name} is not live (R8.5): set `live: true` in company.yaml once it may be")
    log.info("%s counts as live, because company.yaml says so (R8.5)", settings.company.name)


def _takes_part(run: Run, step: Step) -> bool:
    if run.mode == "full" or step.in_figures:
        return True
    log.info("%s: %s only gets its figures, a later day is applied already (R9.4)", step.name, run.as_of)
    return False


def _insist_on_landing(conn: psycopg.Connection[TupleRow], run: Run) -> None:
    """What was staged is what was landed (architecture: 'Ingest's apply also compares')."""
    if run.source != "staged":
        mega.verify_landing(run.as_of, conn)
