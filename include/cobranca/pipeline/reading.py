"""The parts of the daily batch that read the ERP, and what must hold of what they read."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg.rows import TupleRow

from cobranca import database
from cobranca.mega import ingest as mega
from cobranca.pipeline import dry
from cobranca.pipeline.plan import record_reading
from cobranca.pipeline.run import Run
from cobranca.pipeline.runs import working
from cobranca.pipeline.steps import BY_NAME

REREAD_CHUNK: Final = 0
REREAD: Final = "reread"


def fetch_contracts(run_id: int) -> dict[str, object]:
    """Read the listings and occurrences of D into staging (R3.2)."""
    with _timed(run_id, "ingest") as run:
        if run.source == "staged":
            return {}
        return mega.fetch_contracts(run.as_of, run.settings, run.source).as_dict()


def scope(run_id: int) -> list[int]:
    """Decide whose rows are read (R3.2); the chunks that have members."""
    with working(run_id) as run, run.session() as conn:
        if run.source == "landing":
            return mega.landed_chunks(run.as_of)
        if run.source == "staged":
            return []
        conn.execute(database.sql("ingest/scope.sql"), run.params)
        return [row[0] for row in conn.execute("SELECT DISTINCT chunk FROM work.fetch_scope ORDER BY chunk")]


def fetch_chunk(run_id: int, chunk: int) -> dict[str, object]:
    """Read the rows of one chunk's contracts into staging."""
    with _timed(run_id, "ingest") as run:
        if run.source == "staged":
            return {}
        return mega.fetch_rows(run.as_of, chunk, run.settings, run.source).as_dict()


def fetch_channels(run_id: int) -> dict[str, object]:
    """Read e-mails and telephones of customers that need them. It never fails the batch."""
    with _timed(run_id, "ingest") as run:
        if run.source == "staged":
            return {}
        return mega.fetch_channels(run.as_of, run.settings, run.source).as_dict()


def reread(run_id: int) -> dict[str, object]:
    """Read a sample of contracts anew for the reconciliation (R8.1). A day passed over keeps its extract."""
    with _timed(run_id, "reconcile") as run:
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


def insist_on_landing(conn: psycopg.Connection[TupleRow], run: Run) -> None:
    """What was staged is what was landed (architecture: 'Ingest's apply also compares')."""
    if run.source != "staged":
        mega.verify_landing(run.as_of, conn)


def insist_on_reread(run: Run) -> None:
    """What was read anew is staged still: nothing read anew would look like no difference (R8.1)."""
    if run.source == "erp" and run.mode == "full":
        with database.connect() as conn:
            mega.verify_reread(run.as_of, REREAD_CHUNK, REREAD, conn)


@contextmanager
def _timed(run_id: int, step_name: str) -> Iterator[Run]:
    """The run, while the ERP is read for a step; how long is kept with the step."""
    started = time.perf_counter()
    with working(run_id) as run:
        yield run
        with run.session() as conn:
            record_reading(conn, run, BY_NAME[step_name], time.perf_counter() - started)
