"""The lock of a batch in a shell: PostgreSQL lets go of it when the process dies, so that a killed batch can be
started again at once."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

import psycopg
from psycopg.rows import TupleRow

from cobranca import database
from cobranca.errors import RunRefused
from cobranca.pipeline.run import Batch

LOCKS: Final[dict[Batch, tuple[int, int]]] = {"daily": (7366, 1), "flow": (7366, 3)}
"""The two keys of each batch's advisory lock: ours among those of the database."""
COMMANDS: Final[dict[Batch, str]] = {"daily": "cobranca batch", "flow": "cobranca flow"}
PREFIX: Final = "cli__"
"""How the `dag_run_id` of a batch in a shell begins."""
PATIENCE: Final = "2s"
"""For so long a process that was killed a moment ago may still hold the lock: PostgreSQL has yet to notice."""


def new_id(as_of: date) -> str:
    """A `dag_run_id` for one process: another of the same D does not go on with its run, it takes over."""
    return f"{PREFIX}{as_of:%Y-%m-%d}__{uuid.uuid4().hex[:8]}"


@contextmanager
def held(batch: Batch = "daily") -> Iterator[None]:
    """What a batch in a shell holds while its process lives: PostgreSQL lets go of it when it dies.

    Raises:
        RunRefused: another shell runs the same batch.
    """
    with database.connect() as conn:
        conn.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        try:
            conn.execute("SELECT pg_advisory_lock(%s, %s)", LOCKS[batch])
        except psycopg.errors.LockNotAvailable as error:
            raise RunRefused(f"another `{COMMANDS[batch]}` is alive: wait for it to end") from error
        conn.commit()
        yield


def is_dead(conn: psycopg.Connection[TupleRow], holder: str, asker: str, batch: Batch = "daily") -> bool:
    """Whether the lease's holder was a shell that is gone. An asker that is a shell has the lock, so it is."""
    if not holder.startswith(PREFIX):
        return False
    if asker.startswith(PREFIX):
        return True
    row = conn.execute(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 "
        "AND classid = %s AND objid = %s "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        LOCKS[batch],
    ).fetchone()
    return row is not None and row[0] == 0
