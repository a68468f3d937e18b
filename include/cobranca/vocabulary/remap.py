"""A mapping is carried out: planned, judged and applied as a step of the batch is (docs/decisions/0014)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg.rows import TupleRow

from cobranca import clock, database, settings
from cobranca.acts.people import Person
from cobranca.errors import ActRefused, RunRefused
from cobranca.pipeline import engine, signs
from cobranca.pipeline.run import Run
from cobranca.pipeline.steps import REMAP
from cobranca.settings import Settings, mapping_check, tables
from cobranca.settings.mapping import Mapping
from cobranca.settings.text import plain
from cobranca.settings.unknown import Unknown, unknown

log = logging.getLogger(__name__)

LOCK: Final = (7366, 2)
"""The advisory lock of a mapping under way: one at a time, let go of when its process dies."""
_NEW_RUN = """
    INSERT INTO audit.run (batch, as_of, dag_run_id, started_at, heartbeat_at, state, late, settings_hash, source, mode,
        dry_run)
    VALUES ('remap', %(as_of)s, %(name)s, %(now)s, %(now)s, 'running', false, %(hash)s, 'staged', 'full', %(dry_run)s)
    RETURNING run_id
"""
_GROUPS = """
    SELECT p.from_request, p.from_status, p.to_request, p.to_status, p.kind, count(*), m.reason
    FROM work.remap_plan p JOIN work.remap_pair m USING (pair_no)
    GROUP BY m.pair_no, p.from_request, p.from_status, p.to_request, p.to_status, p.kind, m.reason
    ORDER BY m.pair_no, p.from_status, p.kind
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """So many tickets of a kind that a pair moves, or would."""

    from_request: str
    from_status: str
    to_request: str
    to_status: str
    kind: str
    tickets: int
    reason: str


@dataclass(frozen=True, slots=True)
class Remapped:
    """What a mapping did, or would; `left` stands in what the settings lack still."""

    moved: tuple[Moved, ...]
    left: tuple[Unknown, ...]


def remap(file: Path, person: Person, dry_run: bool = False) -> Remapped:
    """Move the open tickets that stand in what the settings folder lacks to where the file says.

    Args:
        dry_run: plan and judge only.

    Raises:
        ActRefused: the person's role is not multidados (R5.9).
        ConfigurationError: the folder or the file cannot be used; every fault with its line.
        GateFailed: a target does not fit its tickets; nothing was moved.
        RunRefused: another mapping is under way.
    """
    if person.role != "multidados":
        raise ActRefused("R5.9", f"o papel {person.role} não pode mudar a configuração: isso cabe a multidados")
    folder = settings.load()
    if plain(person.name) == plain(folder.company.machine_actor):
        raise ActRefused("R5.6", f"{person.name!r} é o nome da máquina: o ato leva o nome de uma pessoa")
    mapping = mapping_check.load(file, folder)
    with _alone() as conn:
        run = _begin(conn, folder, file, dry_run)
        try:
            told = _carry_out(run, mapping, person, dry_run)
        except Exception as error:
            signs.release(run.run_id, "failed", f"{type(error).__name__}: {error}")
            raise
        signs.release(run.run_id, "good", f"{person.name}: {mapping.reason}")
        return told


@contextmanager
def _alone() -> Iterator[psycopg.Connection[TupleRow]]:
    """A connection that holds the lock of mappings; what an earlier one left running is dead."""
    with database.connect() as conn:
        row = conn.execute("SELECT pg_try_advisory_lock(%s, %s)", LOCK).fetchone()
        if row is None or not row[0]:
            raise RunRefused("outro `cobranca remap` está em andamento: espere que termine")
        conn.execute(
            "UPDATE audit.run SET state = 'failed', ended_at = %(now)s, message = 'interrompido' "
            "WHERE batch = 'remap' AND state = 'running'",
            {"now": clock.now()},
        )
        conn.commit()
        yield conn


def _begin(conn: psycopg.Connection[TupleRow], folder: Settings, file: Path, dry_run: bool) -> Run:
    today = clock.business_date()
    tables.store(conn, folder, clock.now())
    told = {"as_of": today, "name": f"remap__{file.name}", "now": clock.now(), "hash": folder.hash, "dry_run": dry_run}
    row = conn.execute(_NEW_RUN, told).fetchone()
    conn.commit()
    assert row is not None
    return Run(
        run_id=int(row[0]),
        as_of=today,
        late=False,
        mode="full",
        source="staged",
        settings=folder,
        settings_hash=folder.hash,
        is_first_load=False,
    )


def _carry_out(run: Run, mapping: Mapping, person: Person, dry_run: bool) -> Remapped:
    with run.session() as conn:
        _write_pairs(conn, mapping, person)
    engine.plan(run, REMAP)
    engine.gate(run, REMAP)
    with run.session() as conn:
        moved = tuple(Moved(*row) for row in conn.execute(_GROUPS))
    if not dry_run:
        engine.apply(run, REMAP)
    with run.session() as conn:
        left = _left(unknown(conn), moved) if dry_run else unknown(conn)
    return Remapped(moved, tuple(left))


def _write_pairs(conn: psycopg.Connection[TupleRow], mapping: Mapping, person: Person) -> None:
    conn.execute("TRUNCATE work.remap_pair")
    with conn.cursor().copy("COPY work.remap_pair FROM STDIN") as copy:
        for number, move in enumerate(mapping.moves, 1):
            places = (move.source.request, move.source.status, move.target.request, move.target.status)
            copy.write_row((number, *places, person.name, move.reason or mapping.reason))


def _left(found: list[Unknown], moved: tuple[Moved, ...]) -> list[Unknown]:
    """What a dry run's plan does not move."""
    taken = {(each.from_request, each.from_status, each.kind) for each in moved}
    return [each for each in found if (each.request_code, each.status_code, each.kind) not in taken]
