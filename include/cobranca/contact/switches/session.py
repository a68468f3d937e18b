"""A transaction in which a person switches something, and the SQL of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.rows import TupleRow, dict_row

from cobranca import clock, database
from cobranca.acts import Person

Conn = psycopg.Connection[TupleRow]


@contextmanager
def opened() -> Iterator[Conn]:
    """A connection whose moment is now: committed at its end, nothing is written where the act is refused."""
    with database.connect(now=clock.now().isoformat(), as_of=clock.business_date().isoformat()) as conn:
        yield conn


def write(conn: Conn, file: str, person: Person, reason: str, **params: Any) -> int | None:
    """Carry out include/sql/<file>: the number that its last statement gives back, None where nothing was changed."""
    who = {"actor": person.name, "role": person.role, "reason": reason}
    cursor = conn.execute(database.sql(file), who | params)
    while cursor.nextset():
        pass
    row = cursor.fetchone()
    return int(row[0]) if row else None


def read(conn: Conn, file: str) -> list[dict[str, Any]]:
    """The rows of include/sql/<file> by their columns' names."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(database.sql(file)).fetchall()
