"""The lock of a batch in a shell: PostgreSQL lets go of it when the process dies, so that a killed batch can be
started again at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from psycopg.rows import TupleRow

from cobranca import database
from cobranca.errors import RunRefused

PREFIX: Final = "cli__"
"""How the `dag_run_id` of a batch in a shell begins."""


@contextmanager
def held() -> Iterator[None]:
    """What a batch in a shell holds while its process lives: PostgreSQL lets go of it when it dies.

    Raises:
        RunRefused: another shell runs a batch.
    """
    with database.connect() as conn:
        if not _locks(conn, "pg_try_advisory_lock"):
            raise RunRefused("another `cobranca batch` is alive: wait for it to end")
        conn.commit()
        yield


def is_dead(conn: psycopg.Connection[TupleRow], holder: str) -> bool:
    """Whether the holder was a shell that is gone. A shell itself holds the lock, so it need not ask."""
    if not holder.startswith(PREFIX):
        return False
    held = conn.execute(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
        "AND ((classid::bigint << 32) | objid::bigint) = hashtext('cobranca.shell')::bigint & 9223372036854775807"
    ).fetchone()
    return held is not None and held[0] == 0


def _locks(conn: psycopg.Connection[TupleRow], function: str) -> bool:
    row = conn.execute(f"SELECT {function}(hashtext('cobranca.shell'))").fetchone()
    return bool(row and row[0])
