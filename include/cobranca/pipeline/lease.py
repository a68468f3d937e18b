"""The lease: two runs of a batch never overlap (R9.6). It stands in `audit.run`, so it outlives processes.

The daily batch and the one of every ten minutes have a lease each: one of both may be under way at a time.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import psycopg
from psycopg.rows import TupleRow
from psycopg.types.json import Jsonb

from cobranca import clock, database
from cobranca.errors import RunRefused
from cobranca.pipeline import shell
from cobranca.pipeline.run import NOBODY, Acceptance, Batch, Mode, Run, Source
from cobranca.pipeline.settings_of_day import settings_of, settings_of_run
from cobranca.pipeline.signs import BEAT_SECONDS, beat, beating, insist, release, touch
from cobranca.pipeline.steps import STEPS
from cobranca.settings import Settings, tables

__all__ = ["BEAT_SECONDS", "SILENCE", "Request", "acquire", "beat", "beating", "insist", "load", "release"]

SILENCE: Final = timedelta(minutes=15)
"""After this long without a sign of life another run may take over (R9.6)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody, or the scheduler, asks for."""

    as_of: date
    dag_run_id: str
    source: Source = "erp"
    dry_run: bool = False
    accept: Acceptance = NOBODY
    batch: Batch = "daily"


def acquire(request: Request, folder: Settings) -> Run:
    """Start the run of D, or go on with it where the same `dag_run_id` holds the lease, or held it last.

    Args:
        folder: today's settings; a late run works with those that were valid on its D (R9.3).

    Raises:
        ConfigurationError: the settings of a late D cannot be read any more.
        RunRefused: D is in the future, or another run is alive.
    """
    if request.as_of > clock.business_date():
        raise RunRefused(f"D {request.as_of:%d/%m/%Y} is in the future: today is {clock.business_date():%d/%m/%Y}")
    with database.connect() as conn:
        conn.execute("SELECT pg_advisory_xact_lock(hashtext('cobranca.lease'))")
        tables.store(conn, folder, clock.now())
        _release_silent(conn, request)
        run_id = _resume(conn, request, folder) or _insert(conn, request, folder)
        return _load(conn, run_id, folder)


def load(run_id: int, folder: Settings) -> Run:
    """The run of that id, for a task of it; a sign of life is given.

    Raises:
        RunRefused: the run does not hold the lease any more, or the folder is not the one it began with.
    """
    with database.connect() as conn:
        return _load(conn, run_id, folder)


def _release_silent(conn: psycopg.Connection[TupleRow], request: Request) -> None:
    row = conn.execute(
        "SELECT run_id, dag_run_id, as_of, heartbeat_at FROM audit.run WHERE state = 'running' AND batch = %(batch)s",
        {"batch": request.batch},
    ).fetchone()
    if row is None or row[1] == request.dag_run_id:
        return
    run_id, holder, as_of, heartbeat_at = row
    is_dead = shell.is_dead(conn, holder, request.dag_run_id, request.batch)
    if abs(clock.now() - heartbeat_at) <= SILENCE and not is_dead:
        raise RunRefused(
            f"the run {holder!r} of D {as_of:%d/%m/%Y} is alive (last sign {heartbeat_at:%d/%m/%Y %H:%M:%S}): "
            f"wait for it to end; it can be taken over after {SILENCE.seconds // 60} minutes of silence"
        )
    _give_up(conn, run_id, f"silent since {heartbeat_at}: taken over by {request.dag_run_id}")


def _give_up(conn: psycopg.Connection[TupleRow], run_id: int, message: str) -> None:
    conn.execute(
        "UPDATE audit.run SET state = 'failed', ended_at = %(now)s, message = %(message)s WHERE run_id = %(run_id)s",
        {"run_id": run_id, "now": clock.now(), "message": message},
    )


def _mode(conn: psycopg.Connection[TupleRow], as_of: date) -> Mode:
    """Figures only, where a later day already decided something (R9.4)."""
    row = conn.execute(
        "SELECT max(s.as_of) FROM audit.step s JOIN audit.batch_run r USING (run_id) "
        "WHERE (s.applied_at IS NOT NULL OR s.applied_before > 0) AND NOT s.step = ANY (%(undated)s) "
        "AND NOT r.dry_run AND r.mode = 'full'",
        {"undated": [step.name for step in STEPS if not step.decides_of_day]},
    ).fetchone()
    return "figures" if row and row[0] and row[0] > as_of else "full"


def _resume(conn: psycopg.Connection[TupleRow], request: Request, folder: Settings) -> int | None:
    """The run to go on with: the same request under the same id, under way or taken up again after it failed.

    One that asks for something else starts anew.
    """
    row = conn.execute(
        "SELECT run_id, state, as_of, source, dry_run, accept FROM audit.run "
        "WHERE batch = %(batch)s AND dag_run_id = %(dag_run_id)s ORDER BY run_id DESC LIMIT 1",
        {"batch": request.batch, "dag_run_id": request.dag_run_id},
    ).fetchone()
    if row is None:
        return None
    run_id, state, *asked = row
    is_same = asked == [request.as_of, request.source, request.dry_run, _kept(request.accept)]
    if state == "running" and is_same:
        return int(run_id)
    if state == "running":
        _give_up(conn, run_id, "given up: started again with other options")
    return int(run_id) if is_same and _takes_up(conn, run_id, request, folder) else None


def _takes_up(conn: psycopg.Connection[TupleRow], run_id: int, request: Request, folder: Settings) -> bool:
    """Take up a run that ended badly, as when one of its tasks is cleared: what it applied stays its own.

    Not where another has run since, nor under other settings: its plans are of then. A dry run has no copies any more.
    """
    taken = conn.execute(
        "UPDATE audit.run SET state = 'running', ended_at = NULL, message = NULL "
        "WHERE run_id = %(run_id)s AND state IN ('failed', 'blocked') AND NOT dry_run "
        "AND run_id = (SELECT max(run_id) FROM audit.run WHERE batch = %(batch)s) "
        "AND coalesce(folder_hash, settings_hash) = %(hash)s",
        {"run_id": run_id, "batch": request.batch, "hash": folder.hash},
    )
    return taken.rowcount == 1


def _kept(accept: Acceptance) -> dict[str, object]:
    return {"expectations": sorted(accept.expectations), "name": accept.name, "reason": accept.reason}


def _insert(conn: psycopg.Connection[TupleRow], request: Request, folder: Settings) -> int:
    settings = settings_of(conn, request.as_of, request.source, folder)
    tables.store(conn, settings, clock.now())
    row = conn.execute(
        "INSERT INTO audit.run (batch, as_of, dag_run_id, started_at, heartbeat_at, state, late, settings_hash, "
        "folder_hash, source, mode, dry_run, accept) VALUES (%(batch)s, %(as_of)s, %(dag_run_id)s, %(now)s, %(now)s, "
        "'running', %(late)s, %(hash)s, %(folder_hash)s, %(source)s, %(mode)s, %(dry_run)s, %(accept)s) "
        "RETURNING run_id",
        {
            "batch": request.batch,
            "as_of": request.as_of,
            "dag_run_id": request.dag_run_id,
            "now": clock.now(),
            "late": clock.is_late(request.as_of),
            "hash": settings.hash,
            "source": request.source,
            "mode": _mode(conn, request.as_of) if request.batch == "daily" else "full",
            "dry_run": request.dry_run,
            "accept": Jsonb(_kept(request.accept)),
            "folder_hash": None if settings.hash == folder.hash else folder.hash,
        },
    ).fetchone()
    assert row is not None
    return int(row[0])


def _load(conn: psycopg.Connection[TupleRow], run_id: int, folder: Settings) -> Run:
    touch(conn, run_id)
    row = conn.execute(
        "SELECT r.as_of, r.late, r.mode, r.source, r.settings_hash, r.dry_run, r.accept, "
        "coalesce(r.folder_hash, r.settings_hash), NOT EXISTS ("
        "  SELECT FROM audit.batch_run g "
        "  WHERE g.state = 'good' AND NOT g.dry_run AND g.mode = 'full' AND g.as_of < r.as_of) "
        "FROM audit.run r WHERE run_id = %(run_id)s",
        {"run_id": run_id},
    ).fetchone()
    assert row is not None
    as_of, late, mode, source, settings_hash, dry_run, accept, folder_hash, is_first_load = row
    return Run(
        run_id=run_id,
        as_of=as_of,
        late=late,
        mode=mode,
        source=source,
        settings=settings_of_run(conn, run_id, (settings_hash, folder_hash), folder),
        settings_hash=settings_hash,
        is_first_load=is_first_load,
        dry_run=dry_run,
        accept=Acceptance(frozenset(accept.get("expectations", ())), accept.get("name", ""), accept.get("reason", "")),
    )
