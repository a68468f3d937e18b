"""After an outage the scheduler runs the missed days itself, in order, late and silent; older ones skip
themselves (R9.6), and a backfill fills the figures of one that was passed over (R9.4)."""

from collections.abc import Iterator
from datetime import date, timedelta
from subprocess import run
from typing import Any

import psycopg
import pytest

from cobranca.orchestration.local.environment import airflow
from cobranca.orchestration.local.system import DAG, System, started
from tests.end_to_end.conftest import company, laid_anew
from tests.harness import state

pytestmark = [pytest.mark.end_to_end, pytest.mark.long]
DECIDED = (*state.MIRROR, *state.TICKETS, *state.MESSAGES)


@pytest.fixture(scope="module")
def today() -> date:
    """The day of the last five in the morning that is over: the scheduler goes by the machine's clock."""
    from cobranca import clock  # noqa: PLC0415 - asked when the test starts

    return (clock.now() - timedelta(hours=5)).date()


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, today: date) -> Iterator[System]:
    """A company that went live three days ago, catches up one day, and whose scheduler starts only now."""
    more = {
        "COBRANCA_CONFIG": str(company(tmp_path_factory.mktemp("company") / "config", chunks=1, catch_up_days=1)),
        "COBRANCA_START_ON": (today - timedelta(days=3)).isoformat(),
        "AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE": "True",
    }
    with laid_anew(tmp_path_factory.mktemp("run"), 30, more) as ground, started(ground, print) as made:
        yield made


@pytest.fixture
def db(system: System) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(system.ground.database, autocommit=True) as conn:
        yield conn


def test_missed_days_run_in_order_and_too_old_ones_skip(
    system: System, db: psycopg.Connection[Any], today: date
) -> None:
    def is_over() -> bool:
        states = list(system.api.runs(DAG).values())
        return len(states) == 4 and not {"queued", "running"} & set(states)

    system.children.wait_until(is_over, "the days since go-live", 600)
    assert set(system.api.runs(DAG).values()) == {"success"}
    ran = db.execute("SELECT as_of, state, late, mode FROM audit.batch_run ORDER BY run_id").fetchall()
    assert ran == [(today - timedelta(days=1), "good", True, "full"), (today, "good", False, "full")]
    told = db.execute("SELECT count(*) FROM crm.message WHERE state = 'queued' AND as_of < %s", [today]).fetchone()
    assert told == (0,)


def test_a_backfill_fills_the_figures_of_a_day_passed_over(
    system: System, db: psycopg.Connection[Any], today: date
) -> None:
    passed_over = today - timedelta(days=2)
    before, figures = state.state(db, DECIDED), _figures(db, passed_over)
    command = airflow("backfill", "create", "--dag-id", DAG, "--from-date", passed_over.isoformat())
    command += ["--to-date", (passed_over + timedelta(days=1)).isoformat(), "--max-active-runs", "1"]
    command += ["--reprocess-behavior", "completed"]
    made = run(command, env=dict(system.ground.environment), capture_output=True, text=True, timeout=120, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    query = "SELECT state, mode, late FROM audit.batch_run WHERE as_of = %s"
    system.children.wait_until(
        lambda: db.execute(query + " AND state <> 'running'", [passed_over]).fetchone() is not None, "the backfill", 300
    )
    assert db.execute(query, [passed_over]).fetchall() == [("good", "figures", True)]
    sides = db.execute("SELECT count(*) FROM audit.reconciliation WHERE as_of = %s", [passed_over]).fetchone()
    assert sides == (2,)
    assert state.differences(before, state.state(db, DECIDED)) == []
    assert _figures(db, passed_over) == figures, "the figures of another day were written"


def _figures(db: psycopg.Connection[Any], but: date) -> dict[str, list[str]]:
    """The figures of all other days."""
    found = state.state(db, state.FIGURES)
    return {table: sorted(row for row in rows if but.isoformat() not in row) for table, rows in found.items()}
