"""A settings folder against the database: what stands in codes that it lacks, and what it would set in motion.

Nothing is written: the folder's tables are filled in a transaction that is rolled back, under a hash of its own.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import psycopg
from psycopg.rows import TupleRow, class_row

from cobranca import clock, database
from cobranca.settings import tables
from cobranca.settings.model import Settings
from cobranca.settings.unknown import Unknown, unknown

_LAST_GOOD = """
    SELECT as_of, settings_hash FROM audit.batch_run
    WHERE state = 'good' AND NOT dry_run AND mode = 'full' ORDER BY run_id DESC LIMIT 1
"""
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class FlowChange:
    """A request with open tickets whose flow is another one; a step is (status, days, leads to, channels)."""

    request_code: str
    tickets: int
    from_flow: str | None
    to_flow: str | None
    from_steps: list[Any] | None
    to_steps: list[Any] | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Installment tickets of one status that have one fate in a run of D, and how many would be written to.

    `fate`: jumps (R5.3), beyond (stays beyond its place, R5.4), rests (R3.6, R5.7, R5.8), routed (R4.1), ends (R2.3).
    """

    fate: str
    request_code: str
    status_code: str
    to_status: str | None
    tickets: int
    written: int


@dataclass(frozen=True, slots=True)
class Before:
    """The last good run: its D, its settings, and what a run of today's D would do under them."""

    as_of: date
    settings_hash: str
    foreseen: tuple[Foreseen, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """What a folder means for the tickets that are there; `before` is None where no run was good yet."""

    as_of: date
    settings_hash: str
    before: Before | None
    unknown: tuple[Unknown, ...]
    flows: tuple[FlowChange, ...]
    foreseen: tuple[Foreseen, ...]
    closed_tickets: int
    releases: tuple[str, ...]
    integrations: int


def compare(settings: Settings, as_of: date) -> Against:
    """The settings against the database, as of the run that would come next: the one of D."""
    now, looked_at = clock.now().isoformat(), f"check {uuid.uuid4().hex}"
    told = {"settings_hash": looked_at, "as_of": as_of.isoformat(), "now": now, "facts_at": now}
    with database.connect(**told) as conn:
        try:
            conn.execute("SET LOCAL enable_nestloop = off")
            tables.fill(conn, settings, looked_at)
            return _compare(conn, settings, looked_at, as_of)
        finally:
            conn.rollback()


def total(foreseen: tuple[Foreseen, ...], fate: str) -> int:
    """How many tickets have that fate."""
    return sum(each.tickets for each in foreseen if each.fate == fate)


def _compare(conn: psycopg.Connection[TupleRow], settings: Settings, looked_at: str, as_of: date) -> Against:
    closed, releases, integrations = conn.execute(database.sql("vocabulary/count_history.sql")).fetchall()[0]
    before = _before(conn, looked_at, as_of)
    flows = _flows(conn, before.settings_hash) if before else []
    return Against(
        as_of=as_of,
        settings_hash=settings.hash,
        before=before,
        unknown=tuple(unknown(conn)),
        flows=tuple(flows),
        foreseen=_foreseen(conn, as_of),
        closed_tickets=int(closed),
        releases=tuple(releases),
        integrations=int(integrations),
    )


def _before(conn: psycopg.Connection[TupleRow], looked_at: str, as_of: date) -> Before | None:
    row = conn.execute(_LAST_GOOD).fetchone()
    if row is None:
        return None
    _work_under(conn, row[1])
    foreseen = _foreseen(conn, as_of)
    _work_under(conn, looked_at)
    return Before(row[0], row[1], foreseen)


def _work_under(conn: psycopg.Connection[TupleRow], settings_hash: str) -> None:
    conn.execute("SELECT set_config('cobranca.settings_hash', %s, false)", (settings_hash,))


def _flows(conn: psycopg.Connection[TupleRow], before: str) -> list[FlowChange]:
    return _all(conn, FlowChange, "vocabulary/list_flows.sql", {"before": before})


def _foreseen(conn: psycopg.Connection[TupleRow], as_of: date) -> tuple[Foreseen, ...]:
    with conn.transaction(force_rollback=True):
        return tuple(_all(conn, Foreseen, "vocabulary/foresee.sql", {"as_of": as_of}))


def _all(conn: psycopg.Connection[TupleRow], made: type[Made], file: str, params: Mapping[str, object]) -> list[Made]:
    with conn.cursor(row_factory=class_row(made)) as cursor:
        cursor.execute(database.sql(file), params)
        while cursor.nextset():
            pass
        return cursor.fetchall()
