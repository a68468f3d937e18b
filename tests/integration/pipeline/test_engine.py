"""Plan, judge, apply: what no failure may leave half done."""

from datetime import date

import psycopg
import pytest
from tests.integration.pipeline.conftest import Days

from cobranca.errors import ConfigurationError, GateFailed, PlanLost, RunRefused
from cobranca.pipeline import batch, lease, shell
from cobranca.pipeline.run import Acceptance


def state(db: psycopg.Connection) -> tuple[str, str | None]:
    return db.execute("SELECT state, message FROM audit.batch_run ORDER BY run_id DESC LIMIT 1").fetchone()


def test_a_day_leaves_a_line_a_step_and_its_verdicts(days: Days, db: psycopg.Connection) -> None:
    text = days.run("2026-03-10")
    lines = db.execute("SELECT step, planned, applied, gate FROM audit.step ORDER BY applied_at").fetchall()
    assert [(step, planned, applied) for step, planned, applied, _ in lines] == [
        ("integrations", 0, 0),
        ("ingest", 1, 1),
        ("tickets", 2, 2),
        ("routing", 0, 0),
        ("closures", 0, 0),
        ("flows", 0, 0),
        ("contact", 0, 0),
        ("reconcile", 0, 0),
    ]
    assert {gate for *_, gate in lines} <= {"passed", "warned"}
    judged = db.execute(
        "SELECT count(DISTINCT step), count(*) FILTER (WHERE NOT passed AND severity = 'critical') "
        "FROM audit.gate_result"
    )
    assert judged.fetchone() == (7, 0)
    assert state(db)[0] == "good"
    assert "1 sub-ocorrências de parcela" in text
    assert "R$ 1.133,00" in text


def test_the_summary_tells_what_was_closed_and_queued_in_portuguese(days: Days) -> None:
    days.world.row(2, "2026-03-03")
    days.run("2026-03-10")
    days.world.pay(1, "2026-03-11")
    text = days.run("2026-03-14")
    assert "1 parcelas: pagamento" in text
    assert "1 não avisar: sem endereço" in text


def test_the_same_day_again_changes_nothing_and_says_so(days: Days, crm) -> None:
    """R9.1."""
    days.run("2026-03-10")
    before = crm()
    assert "Nada mudou" in days.run("2026-03-10")
    assert crm() == before


def test_a_failed_gate_applies_nothing(days: Days, db: psycopg.Connection, crm) -> None:
    """R8.6: the run stops, says which rows and why; a person may accept it for one D, with name and reason."""
    days.run("2026-03-10")
    for code in range(100, 121):
        days.world.row(code, "2026-03-05")
    before = crm()[:4]
    with pytest.raises(GateFailed, match=r"tickets\.new_share"):
        days.run("2026-03-11")
    assert crm()[:4] == before
    failed = db.execute("SELECT step, expectation FROM audit.gate_result WHERE NOT passed AND severity = 'critical'")
    assert [step for step, _ in failed.fetchall()] == ["tickets"]
    batch.fail(db.execute("SELECT max(run_id) FROM audit.batch_run").fetchone()[0], "gate")
    accept = Acceptance(frozenset({"tickets.new_share"}), "Ana", "carga de um empreendimento")
    days.run("2026-03-11", accept=accept)
    assert len(days.world.open_titles()) == 22
    kept = db.execute(
        "SELECT accepted_by, accepted_reason FROM audit.gate_result WHERE accepted_by IS NOT NULL"
    ).fetchall()
    assert kept == [("Ana", "carga de um empreendimento")]
    assert db.execute("SELECT gate FROM audit.step WHERE step = 'tickets' ORDER BY run_id DESC").fetchone() == (
        "accepted",
    )


@pytest.mark.parametrize(
    "harm", ["TRUNCATE work.tickets_plan", "UPDATE work.tickets_plan SET status_code = 'LEMBRETE'"]
)
def test_a_plan_that_is_not_the_judged_one_is_refused(days: Days, db: psycopg.Connection, crm, harm: str) -> None:
    days.today("2026-03-10")
    run_id = days.begin("2026-03-10")
    days.steps(run_id, until="tickets")
    batch.plan(run_id, "tickets")
    with pytest.raises(PlanLost, match="no judged plan"):
        batch.apply(run_id, "tickets")
    batch.gate(run_id, "tickets")
    before = crm()
    db.execute(harm)
    with pytest.raises(PlanLost, match="run the step again"):
        batch.apply(run_id, "tickets")
    assert crm() == before
    batch.plan(run_id, "tickets")
    batch.gate(run_id, "tickets")
    assert batch.apply(run_id, "tickets") == 2


def test_a_ticket_that_changed_under_the_plan_is_planned_again(days: Days, db: psycopg.Connection) -> None:
    """No ticket is moved on a stale plan: what a person did meanwhile counts."""
    days.world.row(2, "2026-03-03")
    days.run("2026-03-10")
    days.today("2026-03-14")
    run_id = days.begin("2026-03-14")
    days.steps(run_id, until="flows")
    assert batch.plan(run_id, "flows") == 2
    batch.gate(run_id, "flows")
    db.execute(
        "UPDATE crm.ticket_state SET placed_by = 'person', status_code = 'LEMBRETE', version = version + 1 "
        "WHERE installment_code = 2"
    )
    assert batch.apply(run_id, "flows") == 1
    assert [status for *_, status in days.world.open_titles()] == ["AVISO_10", "LEMBRETE"]
    assert db.execute(
        "SELECT applied, dropped FROM audit.step WHERE step = 'flows' ORDER BY run_id DESC"
    ).fetchone() == (1, 0)


def test_two_runs_never_overlap(days: Days, db: psycopg.Connection) -> None:
    """R9.6: the second is refused with who holds the lease, and takes over after 15 minutes of silence."""
    days.today("2026-03-10", "05:00")
    first = days.begin("2026-03-10")
    days.today("2026-03-10", "05:14")
    with pytest.raises(RunRefused, match=r"test__1.*is alive"):
        days.begin("2026-03-10")
    days.today("2026-03-10", "05:16")
    second = days.begin("2026-03-10")
    assert second != first
    with pytest.raises(RunRefused, match="taken over"):
        batch.plan(first, "ingest")
    assert db.execute("SELECT state FROM audit.batch_run ORDER BY run_id").fetchall() == [("failed",), ("running",)]


def test_the_same_run_resumes(days: Days) -> None:
    days.today("2026-03-10")
    request = lease.Request(date(2026, 3, 10), "scheduled__1", "staged")
    assert batch.begin(request) == batch.begin(request)


def test_a_run_asked_with_other_options_starts_anew(days: Days, db: psycopg.Connection) -> None:
    """A dry run never goes on with a real one."""
    days.today("2026-03-10")
    first = batch.begin(lease.Request(date(2026, 3, 10), "cli__2026-03-10", "staged"))
    second = batch.begin(lease.Request(date(2026, 3, 10), "cli__2026-03-10", "staged", dry_run=True))
    assert second != first
    assert db.execute("SELECT state, dry_run FROM audit.batch_run ORDER BY run_id").fetchall() == [
        ("failed", False),
        ("running", True),
    ]


def test_a_dead_shell_frees_the_lease_at_once_and_a_live_one_does_not(days: Days) -> None:
    """R9.6: PostgreSQL knows whether the shell's process lives."""
    days.today("2026-03-10")
    batch.begin(lease.Request(date(2026, 3, 10), "cli__2026-03-10", "staged"))
    with shell.held(), pytest.raises(RunRefused, match="is alive"):
        days.begin("2026-03-10")
    with shell.held(), pytest.raises(RunRefused, match="another `cobranca batch`"), shell.held():
        pass
    assert days.begin("2026-03-10") > 0


def test_a_gate_without_a_plan_of_its_run_plans_first(days: Days) -> None:
    """Clearing a task in Airflow plans the step anew."""
    days.run("2026-03-10")
    days.world.row(2, "2026-03-05")
    days.today("2026-03-11")
    run_id = days.begin("2026-03-11")
    days.steps(run_id, until="tickets")
    assert batch.apply(run_id, "tickets") == 1


def test_a_day_of_the_future_is_refused(days: Days) -> None:
    days.today("2026-03-10")
    with pytest.raises(RunRefused, match="11/03/2026 is in the future"):
        days.begin("2026-03-11")


def test_an_acceptance_names_a_check_a_person_and_a_reason(days: Days) -> None:
    days.today("2026-03-10")
    for wrong, told in (
        (Acceptance(frozenset({"tickets.nothing"}), "Ana", "x"), r"tickets\.nothing"),
        (Acceptance(frozenset({"tickets.new_share"}), "", "x"), "falta nome"),
        (Acceptance(frozenset({"tickets.new_share"}), "Ana", ""), "falta motivo"),
    ):
        with pytest.raises(ConfigurationError, match=told):
            days.begin("2026-03-10", accept=wrong)


def test_a_late_run_is_silent_and_marked(days: Days, db: psycopg.Connection) -> None:
    """R7.8, R2.1: events are marked late, what was missed is recorded."""
    days.run("2026-03-09")
    days.world.row(2, "2026-03-04")
    days.run("2026-03-10", now="2026-03-12")
    marked = db.execute("SELECT DISTINCT late, read_on::text FROM crm.ticket_event WHERE as_of = '2026-03-10'")
    assert marked.fetchall() == [(True, "2026-03-12")]  # what carries no date is as of the reading (R9.3)
    assert db.execute("SELECT count(*) FROM crm.ticket_event WHERE read_on IS NOT NULL AND NOT late").fetchone() == (0,)
    assert "Mega lido em 12/03/2026" in db.execute("SELECT evidence FROM crm.ticket_story WHERE late").fetchone()[0]
    assert db.execute("SELECT state, skipped_reason FROM crm.message").fetchall() == [("skipped", "execução atrasada")]
    assert db.execute("SELECT late FROM audit.batch_run ORDER BY run_id DESC").fetchone() == (True,)


def test_a_day_after_a_later_one_only_fills_its_figures(days: Days, db: psycopg.Connection, crm) -> None:
    """R9.4."""
    days.run("2026-03-09")
    days.world.row(2, "2026-03-04")
    days.run("2026-03-11")
    before = crm()
    text = days.run("2026-03-10", now="2026-03-11")
    assert crm() == before
    assert "só números" in text
    figures = db.execute(
        "SELECT side, titles FROM audit.reconciliation WHERE as_of = '2026-03-10' ORDER BY side"
    ).fetchall()
    assert figures == [("crm", 1), ("mega", 2)]


def test_figures_of_a_day_passed_over_judge_contracts_as_they_were_read(days: Days, db: psycopg.Connection) -> None:
    """R9.4: Mega's side is the extract as of D, its contracts too: one that had ended by then owes nothing."""
    days.run("2026-03-09")
    days.run("2026-03-11")
    days.world.contract(10, status_code="T", status_on=None)
    days.world.occurrences[7] = {
        "contract_code": 10,
        "type": "TRANSFERENCIA",
        "cause": "transfer",
        "opened_on": "2026-03-08",
    }
    days.run("2026-03-10", now="2026-03-12")
    figures = "SELECT side, titles FROM audit.reconciliation WHERE as_of = '2026-03-10' ORDER BY side"
    assert db.execute(figures).fetchall() == [("crm", 1), ("mega", 0)]


def test_a_dry_run_shows_what_the_real_one_does(days: Days, db: psycopg.Connection, crm) -> None:
    """Earlier steps' effect on later ones included; nothing is changed; its plans stay to be looked at."""
    days.world.row(2, "2026-03-03")
    days.run("2026-03-10")
    days.world.pay(1, "2026-03-11")
    days.world.row(3, "2026-03-05", money_source="FGTS")
    before = crm()
    days.run("2026-03-14", dry_run=True)
    assert crm() == before
    plans = ("tickets", "closures", "flows")
    columns = "branch_code, contract_code, installment_code, kind"
    dry = [db.execute(f"SELECT {columns} FROM dry_work.{plan}_plan ORDER BY 3").fetchall() for plan in plans]
    days.run("2026-03-14")
    real = [db.execute(f"SELECT {columns} FROM work.{plan}_plan ORDER BY 3").fetchall() for plan in plans]
    assert dry == real
    assert [len(plan) for plan in real] == [1, 1, 1]
