"""A PostgreSQL of a test's own, that can be killed as a machine's failure would, and starts again as it stands."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import LiteralString

import psutil
import psycopg
from psycopg import sql

from cobranca import database, localserver

GONE = 20.0
"""Seconds within which killed processes have disappeared."""
RECOVERED = 120.0
"""Seconds within which a killed server answers again, on a busy machine."""


class Postgres:
    """A server of its own folder, with the settings of production: what it said is committed is on the disk."""

    def __init__(self, folder: Path) -> None:
        self._server = localserver.start(folder)
        self._uri = self._server.get_uri()

    def address(self, name: str) -> str:
        """The URI of a database, as `AIRFLOW_CONN_COBRANCA_DB` wants it."""
        return localserver.address(self._server, name)

    def create(self, name: str, template: str | None = None) -> str:
        """A migrated database, or a copy of another; its URI.

        It is copied as files: of a copy through the log, a crash takes sequences back to where they were copied.
        """
        how = sql.SQL(" TEMPLATE {} STRATEGY file_copy").format(sql.Identifier(template)) if template else sql.SQL("")
        self._say(sql.SQL("CREATE DATABASE {}{}").format(sql.Identifier(name), how))
        if template is None:
            database.migrate(self.address(name).replace("postgresql://", "postgresql+psycopg://", 1))
        return self.address(name)

    def drop(self, name: str) -> None:
        """Forget a database, whoever looks at it."""
        self._say(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def kill(self) -> None:
        """End the postmaster and all of its processes at once (-9): nothing is flushed, nobody is told."""
        pid = self._server.get_pid()
        assert pid is not None
        postmaster = psutil.Process(pid)
        family = [postmaster, *postmaster.children(recursive=True)]
        for member in family:
            with suppress(psutil.NoSuchProcess):
                member.kill()
        _, alive = psutil.wait_procs(family, GONE)
        assert not alive, f"PostgreSQL's processes outlive their killing: {alive}"

    def start_again(self) -> None:
        """Start it on what the kill left; it recovers from its log first, however long that takes."""
        try:
            self._server.start()
        except subprocess.TimeoutExpired:
            self._wait_for_recovery()
            self._server.start()

    def _wait_for_recovery(self) -> None:
        until = time.monotonic() + RECOVERED
        while time.monotonic() < until:
            try:
                psycopg.connect(self._uri).close()
            except psycopg.OperationalError:
                time.sleep(0.2)
            else:
                return
        raise TimeoutError(f"PostgreSQL did not recover within {RECOVERED:.0f} s")

    def stop(self) -> None:
        """Stop it in order."""
        self._server.cleanup()

    def _say(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._uri, autocommit=True) as conn:
            conn.execute(statement)


@contextmanager
def own(folder: Path) -> Iterator[Postgres]:
    """A server that stops with the block."""
    server = Postgres(folder)
    try:
        yield server
    finally:
        server.stop()


_HALT = """
    CREATE FUNCTION public.halt() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN new; END';
    CREATE TRIGGER halt BEFORE INSERT ON {} FOR EACH ROW WHEN ({}) EXECUTE FUNCTION public.halt();
"""
_HALTED = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted)"


@contextmanager
def halted(address: str, table: str, when: LiteralString = "true") -> Iterator[Callable[[], bool]]:
    """Whoever inserts such a row stops in the midst of it while the block works; yields whether somebody has."""
    with psycopg.connect(address, autocommit=True) as holder, psycopg.connect(address, autocommit=True) as watch:
        holder.execute(sql.SQL(_HALT).format(sql.Identifier(*table.split(".")), sql.SQL(when)))
        holder.execute("SELECT pg_advisory_lock(4711)")
        yield lambda: bool(watch.execute(_HALTED).fetchone()[0])  # type: ignore[index]
