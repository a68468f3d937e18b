"""What every test may ask for: a real PostgreSQL, a migrated database of its own, a clock."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from cobranca import database, localserver


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The embedded server, with a migrated database to copy; yields the address of `postgres`.

    Its folder is not one of pytest's: those are removed by later sessions while this one runs.
    """
    folder = Path(tempfile.mkdtemp(prefix="cobranca-pg-"))
    running = localserver.start(folder)
    pattern = f"pattern_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(running.get_uri(), autocommit=True) as conn:
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            conn.execute(f"ALTER SYSTEM SET {setting}")
        conn.execute("SELECT pg_reload_conf()")
        conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(pattern)))
    database.migrate(_sqlalchemy(localserver.address(running, pattern)))
    database.engine.cache_clear()
    os.environ["COBRANCA_TEST_PATTERN"] = pattern
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def address(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A fresh migrated database, reachable as the connection `cobranca_db`; yields its URI."""
    with fresh(server, monkeypatch) as uri:
        yield uri


@contextmanager
def fresh(server: str, patch: pytest.MonkeyPatch) -> Iterator[str]:
    """The same, as often as a test wants one."""
    name = f"t_{uuid.uuid4().hex[:12]}"
    pattern = os.environ["COBRANCA_TEST_PATTERN"]
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(pattern)
            )
        )
    uri = server.replace("/postgres?", f"/{name}?")
    patch.setenv("AIRFLOW_CONN_COBRANCA_DB", uri)
    try:
        yield uri
    finally:
        database.engine.cache_clear()
        with psycopg.connect(server, autocommit=True) as conn:
            conn.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def db(address: str) -> Iterator[psycopg.Connection]:
    """An autocommitting connection to the test's own database."""
    with connected(address) as conn:
        yield conn


@contextmanager
def connected(uri: str) -> Iterator[psycopg.Connection]:
    """A connection that commits by itself, in the zone of the rules."""
    with psycopg.connect(uri, autocommit=True, cursor_factory=psycopg.ClientCursor) as conn:
        conn.execute("SET TimeZone TO 'America/Sao_Paulo'")
        yield conn


def _sqlalchemy(uri: str) -> str:
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)
