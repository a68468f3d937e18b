"""Signs of life of a run that holds the lease, and what nobody may do who lost it (R9.6)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

import psycopg
from psycopg.rows import TupleRow
from sqlalchemy.exc import SQLAlchemyError

from cobranca import clock, database
from cobranca.errors import RunRefused

log = logging.getLogger(__name__)

BEAT_SECONDS: Final = 30.0


def beat(run_id: int) -> None:
    """Give a sign of life. Raises RunRefused where another run took the lease."""
    with database.connect() as conn:
        touch(conn, run_id)


@contextmanager
def beating(run_id: int) -> Iterator[None]:
    """Give signs of life while the block works, however long it takes.

    Where the run was taken over meanwhile, what it would write is refused (`insist`).
    """
    done = Event()

    def keep_beating() -> None:
        while not done.wait(BEAT_SECONDS):
            try:
                beat(run_id)
            except RunRefused as error:
                log.error("%s", error)
                return
            except (psycopg.Error, SQLAlchemyError) as error:
                log.warning("run %d could give no sign of life: %s", run_id, error)

    thread = Thread(target=keep_beating, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def insist(conn: psycopg.Connection[TupleRow], run_id: int) -> None:
    """Let nobody take over until the transaction has ended: what it writes is the holder's.

    Raises:
        RunRefused: the run does not hold the lease any more.
    """
    held = conn.execute("SELECT FROM audit.run WHERE run_id = %s AND state = 'running' FOR SHARE", [run_id])
    if held.fetchone() is None:
        raise RunRefused(f"run {run_id} has ended or was taken over: nothing of this step is applied")


def release(run_id: int, state: str, message: str = "") -> None:
    """End the run: 'good', 'failed' or 'blocked'. A run that ended keeps its first verdict."""
    with database.connect() as conn:
        conn.execute(
            "UPDATE audit.run SET state = %(state)s, ended_at = %(now)s, message = %(message)s "
            "WHERE run_id = %(run_id)s AND state = 'running'",
            {"run_id": run_id, "state": state, "now": clock.now(), "message": message[:2000] or None},
        )


def touch(conn: psycopg.Connection[TupleRow], run_id: int) -> None:
    """Give a sign of life in the transaction of somebody else. Raises RunRefused where another run took the lease.

    A daily run that goes on after its D, as after an outage, is late from then on: it tells nobody anything (R7.8).
    """
    touched = conn.execute(
        "UPDATE audit.run SET heartbeat_at = %(now)s, late = late OR (batch = 'daily' AND as_of < %(today)s) "
        "WHERE run_id = %(run_id)s AND state = 'running'",
        {"run_id": run_id, "now": clock.now(), "today": clock.business_date()},
    )
    if touched.rowcount == 0:
        raise RunRefused(f"run {run_id} has ended or was taken over: start the day again")
