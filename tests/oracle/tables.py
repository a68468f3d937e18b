"""What stands in a database, and what differs from what should."""

from typing import Any, NamedTuple

import psycopg
from psycopg.rows import dict_row


class Difference(NamedTuple):
    """One thing that is not as the rules have it."""

    table: str
    key: Any
    column: str
    expected: Any
    found: Any

    def __str__(self) -> str:
        return f"{self.table} {self.key} {self.column}: expected {self.expected!s}, found {self.found!s}"


def rows_of(conn: psycopg.Connection[Any], query: str, **values: Any) -> list[dict[str, Any]]:
    """A query's rows, by column name."""
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query, values).fetchall()
