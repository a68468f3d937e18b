"""The lock of a batch in a shell: PostgreSQL lets go of it when the process dies, so that a killed batch can be
started again at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg.rows import TupleRow

from cobranca import database
from cobranca.errors import RunRefused

LOCK: Final = (7366, 1)
"""The two keys of the advisory lock: ours among those of the database."""
PREFIX: Final = "cli__"
"""How the `dag_run_id` of a batch in a shell begins."""


@contextmanager
def held() -> Iterator[None]:
    """What a batch in a shell holds while its process lives: PostgreSQL lets go of it when it dies.

    Raises:
        RunRefused: another shell runs a batch.
    """
    with database.connect() as conn:
        row = conn.execute("SELECT pg_try_advisory_lock(%s, %s)", LOCK).fetchone()
        if row is None or not row[0]:
            raise RunRefused("another `cobranca batch` is alive: wait for it to end")
        conn.commit()
        yield


def is_dead(conn: psycopg.Connection[TupleRow], holder: str, asker: str) -> bool:
    """Whether the lease's holder was a shell that is gone. An asker that is a shell has the lock, so it is."""
    if not holder.startswith(PREFIX):
        return False
    if asker.startswith(PREFIX):
        return True
    row = conn.execute(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 "
        "AND classid = %s AND objid = %s "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        LOCK,
    ).fetchone()
    return row is not None and row[0] == 0
