"""Whole days through Airflow: the first load, the same day again, the day after (R8.1, R9.1, R9.6).

The tests follow one another on one system, as days do.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from subprocess import STDOUT, run
from typing import Any

import psycopg
import pytest

from cobranca.orchestration.local import system as local
from cobranca.orchestration.local.daily import run_day
from cobranca.orchestration.local.environment import airflow
from cobranca.orchestration.local.ground import Ground
from cobranca.orchestration.local.system import DAG, System, started
from cobranca.pipeline.steps import STEPS
from tests.end_to_end.conftest import FIRST_DAY, Clock
from tests.end_to_end.plant import warm

pytestmark = pytest.mark.end_to_end
SECOND_DAY = FIRST_DAY + timedelta(days=1)
KEPT = ("crm.ticket", "crm.ticket_event", "crm.message", "crm.message_item", "mega.installment", "mega.contract")


@pytest.fixture(scope="class")
def system(ground: Ground) -> Iterator[System]:
    """As `make run` starts it, but for what its tasks find imported."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local, "airflow", lambda part: warm(part) if part == "scheduler" else airflow(part))
        with started(ground, print) as made:
            yield made


@pytest.fixture
def db(ground: Ground) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(ground.database, autocommit=True) as conn:
        yield conn


def _one(db: psycopg.Connection[Any], query: str, *values: object) -> Any:
    row = db.execute(query, values).fetchone()
    assert row is not None
    return row[0] if len(row) == 1 else row


def _state(db: psycopg.Connection[Any]) -> dict[str, tuple[int, str]]:
    """Rows and a hash of everything that a run decides or mirrors."""
    query = "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t"
    return {table: _one(db, query.format(table)) for table in KEPT}


def _without_scheduler(ground: Ground, as_of: date, log: Path) -> str:
    """One run in a single process, as `airflow dags test` does it; the end of what it said."""
    command = airflow("dags", "test", DAG, "--conf", json.dumps({"as_of": as_of.isoformat()}))
    with log.open("wb") as output:
        run(command, env=dict(ground.environment), stdout=output, stderr=STDOUT, timeout=300, check=False)
    return log.read_text(encoding="utf-8", errors="replace")[-4000:]


class TestThroughTheScheduler:
    """Airflow's own processes, as `make run` has them; they end before the next tests."""

    def test_the_first_day_runs_through_the_scheduler(self, system: System, db: psycopg.Connection[Any]) -> None:
        told: list[str] = []
        outcome = run_day(system, FIRST_DAY, "first", told.append)
        assert outcome.good, "\n".join([*told, outcome.text])
        assert _one(db, "SELECT state, late, dry_run, as_of FROM audit.batch_run") == ("good", False, False, FIRST_DAY)
        gates = db.execute("SELECT step, gate FROM audit.step ORDER BY step").fetchall()
        assert {step for step, _ in gates} == {step.name for step in STEPS}
        assert {gate for _, gate in gates} <= {"passed", "warned"}
        assert _one(db, "SELECT count(*) FROM crm.ticket WHERE kind = 'installment' AND closed_on IS NULL") > 0
        sides = db.execute("SELECT titles, total, contracts FROM audit.reconciliation WHERE take = 'batch'").fetchall()
        assert len(sides) == 2
        assert sides[0] == sides[1]
        assert _one(db, "SELECT count(*) FROM audit.aging_daily WHERE as_of = %s", FIRST_DAY) > 0
        for step in STEPS:
            assert step.title in outcome.text
            assert any(step.title in line and "ok" in line for line in told), f"no progress told of {step.title}"

    def test_a_day_in_the_future_is_refused_at_once(self, system: System, db: psycopg.Connection[Any]) -> None:
        before = _state(db)
        outcome = run_day(system, SECOND_DAY, "too-early", print)
        assert not outcome.good
        assert "FALHOU a tarefa begin" in outcome.text
        assert "RunRefused: D 11/03/2026 is in the future" in outcome.text
        assert _state(db) == before

    def test_a_run_that_fails_half_way_is_red_and_gives_the_lease_back(
        self, system: System, db: psycopg.Connection[Any]
    ) -> None:
        before = _state(db)
        outcome = run_day(system, FIRST_DAY - timedelta(days=9), "no-landing", print, source="landing")
        assert not outcome.good
        state, message = _one(db, "SELECT state, message FROM audit.batch_run WHERE dag_run_id = 'no-landing'")
        assert state == "failed"
        assert message.startswith("ingest.fetch_contracts: ")
        assert _one(db, "SELECT count(*) FROM audit.batch_run WHERE state = 'running'") == 0
        assert _state(db) == before


def test_the_same_day_again_changes_nothing_and_says_so(
    ground: Ground, db: psycopg.Connection[Any], tmp_path: Path
) -> None:
    before = _state(db)
    said = _without_scheduler(ground, FIRST_DAY, tmp_path / "log")
    assert "Nada mudou" in said
    assert _one(db, "SELECT count(*) FROM audit.batch_run WHERE state = 'good'") == 2
    after = _state(db)
    assert {table for table in KEPT if after[table] != before[table]} == set()


def test_the_day_after_moves_and_closes(
    ground: Ground, db: psycopg.Connection[Any], clock: Clock, tmp_path: Path
) -> None:
    clock.set(SECOND_DAY)
    said = _without_scheduler(ground, SECOND_DAY, tmp_path / "log")
    query = "SELECT state, late FROM audit.batch_run WHERE as_of = %s"
    assert _one(db, query, SECOND_DAY) == ("good", False), said
    kinds = {
        kind for (kind,) in db.execute("SELECT DISTINCT kind FROM crm.ticket_event WHERE as_of = %s", [SECOND_DAY])
    }
    assert kinds >= {"opened", "closed", "moved"}, "a day on which nothing happens proves nothing"
    closed = _one(db, "SELECT count(*) FROM crm.ticket WHERE kind = 'installment' AND closed_on = %s", SECOND_DAY)
    assert closed == _one(db, "SELECT sum(tickets) FROM audit.closure_run WHERE as_of = %s", SECOND_DAY)
    assert closed > 0
    sides = db.execute("SELECT titles, total FROM audit.reconciliation WHERE as_of = %s", [SECOND_DAY]).fetchall()
    assert sides[0] == sides[1]
