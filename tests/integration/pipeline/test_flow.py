"""The batch of every ten minutes through Python's engine and its gates, beside the daily one."""

import subprocess
import sys

import psycopg
import pytest
from tests.integration.pipeline.conftest import Days
from tests.sql import company as sql_company
from tests.unit.settings.conftest import Folder
from typer.testing import CliRunner

from cobranca import acts, clock, settings
from cobranca.acts import Contract, Person
from cobranca.cli import app
from cobranca.errors import RunRefused
from cobranca.pipeline import batch, flow, shell
from cobranca.pipeline.steps import FLOW_STEPS
from cobranca.settings import tables

ANA = Person("Ana", "supervisor")
TEN = Contract(1, 10)


@pytest.fixture
def owing(days: Days, monkeypatch: pytest.MonkeyPatch) -> Days:
    """Titles 1 and 2 in AVISO_5 on 10/03/2026, an e-mail of them waits to be sent; it is ten o'clock."""
    days.today("2026-03-10", "10:00")
    days.world.db.execute("INSERT INTO crm.customer (customer_code, seen_on) VALUES (500, '2026-03-01')")
    days.world.db.execute(
        "INSERT INTO crm.customer_channel (customer_code, channel, address, source, valid_from) "
        "VALUES (500, 'email', 'ana@example.com', 'csv', '2026-03-01')"
    )
    company = settings.load()
    monkeypatch.setattr(sql_company, "HASH", company.hash)
    tables.store(days.world.db, company, clock.now())
    days.world.day("2026-03-09")
    days.world.row(2, "2026-03-05")
    days.world.day("2026-03-10")
    return days


def runs(db: psycopg.Connection) -> list[tuple]:
    """(state, message) of the runs of this batch."""
    return db.execute("SELECT state, message FROM audit.run WHERE batch = 'flow' ORDER BY run_id").fetchall()


def kinds(db: psycopg.Connection) -> list[str]:
    """Events of action tickets, in order."""
    found = db.execute(
        "SELECT e.kind FROM crm.ticket_event e JOIN crm.ticket_state t USING (ticket_id) WHERE t.kind = 'action' "
        "ORDER BY event_id"
    )
    return [kind for (kind,) in found]


def test_nothing_due_ends_at_once(owing: Days, db: psycopg.Connection) -> None:
    assert flow.run() == flow.NOTHING
    assert runs(db) == [("good", flow.NOTHING)]
    assert db.execute(
        "SELECT count(*) FROM audit.step s JOIN audit.run r USING (run_id) WHERE batch = 'flow'"
    ).fetchone() == (0,)


def test_a_person_marks_and_the_next_run_carries_it_out(owing: Days, db: psycopg.Connection) -> None:
    """R4.5, R4.6: the mark, the end of the action, what was queued; a gate each, a line each, a summary."""
    acts.mark(ANA, TEN, "J", reason="ação ajuizada")
    owing.today("2026-03-10", "10:10")
    text = flow.run()
    assert "Ações e avanços de 10/03/2026 10:10" in text
    assert "1 status de cobrança: J" in text
    assert kinds(db) == ["opened", "integrated", "closed"]
    mark = "SELECT scope, actor, reason, to_char(valid_from, 'HH24:MI') FROM crm.mark ORDER BY scope"
    assert db.execute(mark).fetchall() == [
        (scope, "Ana", "ação ajuizada", "10:00") for scope in ("contract", "customer")
    ]
    assert db.execute("SELECT DISTINCT state, skipped_reason FROM crm.message").fetchall() == [("cancelled", "roteada")]
    lines = db.execute(
        "SELECT step, planned, applied, gate FROM audit.step JOIN audit.run USING (run_id) WHERE batch = 'flow' "
        "ORDER BY applied_at"
    )
    assert lines.fetchall() == [("integrations", 2, 2, "passed"), ("minutes", 0, 0, "passed")]
    owing.run("2026-03-11")
    assert owing.world.open_contracts() == [(10, "COD_CTR_JURIDICO", "INTEGRACAO")]
    owing.today("2026-03-11", "10:00")
    acts.mark(ANA, TEN, "limpar")
    flow.run()
    owing.run("2026-03-12")
    assert owing.world.open_contracts() == [(10, "COD_COBRANCA", "AGUARDANDO_ATENDIMENTO")]
    assert owing.world.open_titles() == [(1, "COD_SOL_PARCELAS", "AVISO_5"), (2, "COD_SOL_PARCELAS", "AVISO_5")]


def test_a_person_puts_a_ticket_in_the_minute(owing: Days, db: psycopg.Connection) -> None:
    """R5.3."""
    ticket_id = owing.world.tickets("ticket_id", "kind = 'contract'")[0][0]
    acts.move(ANA, ticket_id, "INTERMEDIARIO")
    assert flow.run() == flow.NOTHING
    owing.today("2026-03-10", "10:01")
    flow.run()
    assert owing.world.tickets("status_code, placed_by", "kind = 'contract'") == [("AGUARDANDO_ATENDIMENTO", "person")]
    assert flow.run() == flow.NOTHING


def test_both_batches_may_be_under_way_and_neither_loses_its_plan(owing: Days, db: psycopg.Connection) -> None:
    """docs/decisions/0013: each has rows of its own; what one has carried out the other leaves out."""
    acts.mark(ANA, TEN, "J")
    owing.today("2026-03-11")
    daily = owing.begin("2026-03-11")
    assert batch.plan(daily, "integrations") == 2
    batch.gate(daily, "integrations")
    acts.block(ANA, TEN, "TBG")
    flow.run()
    assert db.execute("SELECT count(*) FROM crm.mark").fetchone() == (2,)
    assert batch.apply(daily, "integrations") == 0
    owing.steps(daily)
    batch.finish(daily)
    assert db.execute("SELECT (SELECT count(*) FROM crm.mark), (SELECT count(*) FROM crm.block)").fetchone() == (2, 2)
    assert kinds(db).count("closed") == 2
    assert owing.world.open_contracts() == [(10, "COD_CTR_JURIDICO", "INTEGRACAO")]


def test_two_of_this_batch_never_overlap(owing: Days) -> None:
    """R9.6."""
    acts.mark(ANA, TEN, "J")
    assert flow.begin("scheduled__1") is not None
    with pytest.raises(RunRefused, match=r"scheduled__1.*is alive"):
        flow.run()
    with shell.held("flow"), pytest.raises(RunRefused, match="another `cobranca flow`"), shell.held("flow"):
        pass
    with shell.held("flow"), shell.held():
        pass


def test_the_same_run_resumes(owing: Days) -> None:
    acts.mark(ANA, TEN, "J")
    run_id = flow.begin("scheduled__1")
    assert flow.begin("scheduled__1") == run_id
    for step in FLOW_STEPS:
        batch.apply(run_id, step.name)
    batch.finish(run_id)
    assert flow.begin("scheduled__2") is None


def test_what_cannot_be_carried_out_is_a_warning_of_every_run(
    owing: Days, company: Folder, db: psycopg.Connection
) -> None:
    """R4.6: the ticket stays open and named; nothing else waits for it."""
    acts.open_action(ANA, TEN, "BLOQUEAR_CANAIS", fields={"bloqueios": ["TBW"]})
    db.execute("UPDATE crm.ticket_state SET person_fields = '{\"bloqueios\": [\"TBX\"]}' WHERE kind = 'action'")
    for _ in range(2):
        text = flow.run()
        assert "1 não executada: campo bloqueios com valor desconhecido" in text
        assert "integrations.all_carried" in text
    named = db.execute(
        "SELECT sample FROM audit.gate_result WHERE expectation = 'integrations.all_carried' AND NOT passed"
    )
    assert [row["reason"] for (sample,) in named for row in sample] == ["campo bloqueios com valor desconhecido"] * 2
    assert kinds(db) == ["opened"]


def test_a_dry_run_carries_actions_out_on_its_copies(owing: Days, db: psycopg.Connection, crm) -> None:
    """What they change of later steps is shown; nothing is changed, and the ten-minute batch still finds them."""
    acts.mark(ANA, TEN, "J")
    before = crm()
    text = owing.run("2026-03-11", dry_run=True)
    assert "1 status de cobrança: J" in text
    assert "1 contratos → COD_CTR_JURIDICO" in text
    assert crm()[:4] == before[:4]
    assert db.execute("SELECT count(*) FROM crm.mark").fetchone() == (0,)
    owing.today("2026-03-11", "10:00")
    flow.run()
    assert kinds(db) == ["opened", "integrated", "closed"]


def test_an_action_carried_out_on_a_failed_day_forbids_no_earlier_day(owing: Days) -> None:
    """R9.3: facts have dates of their own; a day that came no further has decided nothing."""
    acts.mark(ANA, TEN, "J")
    owing.today("2026-03-12")
    owing.steps(run_id := owing.begin("2026-03-12"), until="ingest")
    batch.fail(run_id, "ERP")
    text = owing.run("2026-03-11", now="2026-03-12")
    assert "só números" not in text
    assert owing.world.open_contracts() == [(10, "COD_CTR_JURIDICO", "INTEGRACAO")]


def test_the_command_line_runs_it(owing: Days, db: psycopg.Connection) -> None:
    acts.block(ANA, TEN, "TBG")
    told = CliRunner().invoke(app, ["flow"])
    assert told.exit_code == 0, told.output
    assert "1 bloqueio: TBG" in told.output
    assert CliRunner().invoke(app, ["flow"]).output == f"{flow.NOTHING}\n"


def test_nothing_to_do_costs_no_great_expectations(owing: Days) -> None:
    """It comes by 144 times a day."""
    code = "import sys; from cobranca.pipeline import flow; flow.run(); assert 'great_expectations' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
