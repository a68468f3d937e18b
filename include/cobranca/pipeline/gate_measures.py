"""The one row that a suite is judged on: the run's facts and the measures of include/sql/<step>/measures.sql.

PostgreSQL computes it once; the suite sees it as a row of constants, `m`, so that no expectation scans
the plan for a share again, and amounts stay decimal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from cobranca import database
from cobranca.mega.freshness import Freshness, freshness
from cobranca.pipeline.run import Run
from cobranca.pipeline.steps import Step

SAMPLE = 20
"""How many offending keys are kept."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The row, and what is to be said of a measure instead of its number."""

    row: Mapping[str, Any]
    notes: Mapping[str, str]

    def query(self) -> str:
        """The row as a SELECT of constants."""
        columns = (
            sql.SQL("{} AS {}").format(sql.Literal(value), sql.Identifier(name)) for name, value in self.row.items()
        )
        return sql.SQL("SELECT {}").format(sql.SQL(", ").join(columns)).as_string(None)

    def observed(self, name: str) -> str:
        """A measure as people read it."""
        return self.notes.get(name) or str(self.row[name])


def measure(conn: psycopg.Connection[TupleRow], run: Run, step: Step) -> Measures:
    """Measure the step's plan. None of the measures is null."""
    told = _freshness(conn, run) if step.name == "ingest" else Freshness(None, "")
    limits = run.settings.gates.model_dump() | {
        "stale": int(told.fresh is False),
        "freshness_unknown": int(told.fresh is None),
    }
    cursor = conn.execute(database.sql(f"{step.name}/measures.sql", run.prefix), run.params | limits)
    row = cursor.fetchone()
    assert row is not None
    names = [column.name for column in cursor.description or []]
    notes = {"stale": told.why, "freshness_unknown": told.why} if told.why else {}
    return Measures(_facts(run) | dict(zip(names, row, strict=True)), notes)


def sample(conn: psycopg.Connection[TupleRow], run: Run, query: str) -> tuple[dict[str, Any], ...]:
    """At most SAMPLE rows of a query of keys."""
    cursor = conn.execute(run.text(f"SELECT s.* FROM ({query}) AS s LIMIT {SAMPLE}"))  # noqa: S608 - the suite's own
    names = [column.name for column in cursor.description or []]
    return tuple(plain(dict(zip(names, row, strict=True))) for row in cursor)


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Keys and codes as JSON holds them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _facts(run: Run) -> dict[str, Any]:
    return {
        "run_id": run.run_id,
        "as_of": run.as_of,
        "is_late": run.late,
        "is_first_load": run.is_first_load,
        "is_fetched": run.source != "staged",
    }


def _freshness(conn: psycopg.Connection[TupleRow], run: Run) -> Freshness:
    """What the ERP says of its nightly update (R8.7); rows put straight into staging have no ERP behind them."""
    if run.source == "staged":
        return Freshness(None, "rows were staged by hand: no ERP was asked")
    return freshness(run.as_of, run.settings, conn)
