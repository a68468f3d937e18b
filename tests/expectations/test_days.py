"""Days as they come: what the SQL of the steps plans passes every check of the gates."""

from dataclasses import replace
from datetime import date

import psycopg
import pytest

from cobranca.pipeline import gate
from cobranca.pipeline.run import Run
from cobranca.pipeline.steps import STEPS
from tests.expectations import plans
from tests.sql import company as sql_company
from tests.sql.world import World


@pytest.fixture
def world(ground: psycopg.Connection, run: Run, monkeypatch: pytest.MonkeyPatch) -> World:
    """A portfolio before the example company: paid, routed, financed, renegotiated, gone."""
    monkeypatch.setattr(sql_company, "HASH", run.settings_hash)
    ground.execute("TRUNCATE audit.run RESTART IDENTITY CASCADE")
    told = World(ground, first_load=True)
    for code, values in ((10, {}), (11, {"category": "Jurídico"}), (12, {"status_code": "A"}), (13, {}), (14, {})):
        told.contract(code, **values)
        for number, due in enumerate(("2026-01-05", "2026-02-10", "2026-03-02", "2026-03-06", "2026-04-10"), start=1):
            told.row(number, due, contract=code)
    told.row(6, "2026-02-20", contract=10, money_source="Financiamento")
    return told


def live(world: World, run: Run, monkeypatch: pytest.MonkeyPatch, as_of: str) -> dict[str, list[str]]:
    """Run one day, gates included; the steps' failed checks, warnings too."""
    monkeypatch.setenv("COBRANCA_CLOCK", f"{as_of}T05:00")
    told = {"dag_run_id": as_of, "started_at": as_of, "heartbeat_at": as_of, "state": "good", "late": False}
    plans.insert(
        world.db, "audit.batch_run", as_of=as_of, settings_hash=run.settings_hash, source="staged", mode="full", **told
    )
    today = replace(
        run,
        run_id=world.run_id(as_of),
        as_of=date.fromisoformat(as_of),
        source="staged",
        is_first_load=world.first_load,
    )
    failed = {}
    world.stage(as_of)
    for step in STEPS:
        with world.db.transaction():
            world.execute(f"{step.name}/plan.sql", as_of)
        failed[step.name] = [result.name for result in gate.judge(today, step).results if not result.passed]
        with world.db.transaction():
            world.execute(f"{step.name}/apply.sql", as_of)
    return {step: names for step, names in failed.items() if names}


def test_days_as_they_come_pass_every_check(world: World, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """First load, then payments, a mark, a distrato, a renegotiation, a row that vanishes and a failed extract."""
    told = {"ingest": ["ingest.freshness_configured"]}
    assert live(world, run, monkeypatch, "2026-03-10") == told
    world.first_load = False
    world.pay(1, "2026-03-10")
    world.row(2, registry_status="Inativo", status_on="2026-03-10", inactivation_reason="Renegociação SACOC")
    world.contract(13, status_code="D", status_on="2026-03-10")
    world.db.execute(
        "INSERT INTO crm.mark (what, value, scope, branch_code, contract_code, valid_from, actor) "
        "VALUES ('collection_status', 'J', 'contract', 1, 12, '2026-03-10', 'Ana')"
    )
    del world.rows[1, 14, 1]
    assert live(world, run, monkeypatch, "2026-03-11") == told | {"reconcile": ["reconcile.rows_missing"]}
    world.failing.add((1, 10))
    failed = {"ingest": ["ingest.freshness_configured", "ingest.every_extract_read"]}
    assert live(world, run, monkeypatch, "2026-03-12") == failed | {"reconcile": ["reconcile.all_refreshed"]}
    world.failing.clear()
    assert live(world, run, monkeypatch, "2026-03-16") == told
    closed = {reason for *_, reason in world.closed()}
    assert {"quitada", "renegociada", "distrato", "sumiu"} <= closed
    assert world.db.execute("SELECT count(*) FROM crm.message").fetchone()[0] > 0
