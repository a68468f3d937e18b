"""One run of the batch for one D: what all its steps know, and the session they work in."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final, Literal

import psycopg
from psycopg.rows import TupleRow

from cobranca import clock, database
from cobranca.settings import Settings

PLANNER: Final = """
    SET LOCAL work_mem = '256MB';
    SET LOCAL jit = off;
    SET LOCAL enable_nestloop = off;
    SET LOCAL default_statistics_target = 30
"""
"""Every statement of a step joins whole sets. The planner takes the columns of a key for independent and so
expects far too few rows of a join on (branch, contract); a nested loop chosen on that does not end, a hash join
costs little where there are few. Tables are analysed when they are filled, so a smaller sample will do
(docs/decisions/0003)."""

Source = Literal["erp", "landing", "staged"]
Mode = Literal["full", "figures"]
Batch = Literal["daily", "flow"]
"""Whose runs they are: the daily batch's, or those of the batch of every ten minutes."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A person's acceptance of failed checks for one D (R8.6)."""

    expectations: frozenset[str] = frozenset()
    name: str = ""
    reason: str = ""


NOBODY: Final = Acceptance()
"""No check is accepted."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run that holds the lease.

    `mode` is 'figures' where a later day was already applied: nothing but figures is written (R9.4).
    `prefix` stands before every schema's name in a dry run.
    """

    run_id: int
    as_of: date
    late: bool
    mode: Mode
    source: Source
    settings: Settings
    settings_hash: str
    is_first_load: bool
    dry_run: bool = False
    accept: Acceptance = NOBODY

    @property
    def prefix(self) -> str:
        """What stands before the schemas' names: 'dry_' in a dry run."""
        return "dry_" if self.dry_run else ""

    @property
    def facts_at(self) -> datetime:
        """The moment whose dated facts count: now, for a late run the end of D-1 (R4.9)."""
        if not self.late:
            return clock.now()
        return datetime.combine(self.as_of, time.min, clock.ZONE)

    @property
    def read_on(self) -> str:
        """The day on which a late run reads the ERP, as its events tell it; '' where what was read is D's (R9.3)."""
        return clock.business_date().isoformat() if self.late and self.source != "landing" else ""

    @property
    def params(self) -> dict[str, Any]:
        """What SQL files may bind."""
        return {
            "run_id": self.run_id,
            "as_of": self.as_of,
            "late": self.late,
            "is_first_load": self.is_first_load,
            "is_figures": self.mode == "figures",
            "chunks": self.settings.chunks,
        }

    @contextmanager
    def session(self) -> Iterator[psycopg.Connection[TupleRow]]:
        """A transaction under the run's settings, day and clock."""
        with database.connect(
            settings_hash=self.settings_hash,
            as_of=self.as_of.isoformat(),
            now=clock.now().isoformat(),
            facts_at=self.facts_at.isoformat(),
            read_on=self.read_on,
        ) as conn:
            conn.execute(PLANNER)
            yield conn

    def execute(
        self, conn: psycopg.Connection[TupleRow], file: str, extra: Mapping[str, Any] | None = None
    ) -> list[TupleRow]:
        """Run `include/sql/<file>`; the rows of its last statement, none where it gives none."""
        cursor = conn.execute(database.sql(file, self.prefix), {**self.params, **(extra or {})})
        while cursor.nextset():
            pass
        return cursor.fetchall() if cursor.description else []

    def text(self, statement: str) -> str:
        """A statement of Python's own, under the run's schemas."""
        return database.with_prefix(statement, self.prefix)
