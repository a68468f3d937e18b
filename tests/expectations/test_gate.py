"""The gate around the suites: severities, acceptance, messages, what is kept, dry runs (R8.6, R8.7)."""

import json
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from cobranca.errors import ConfigurationError, GateFailed, PipelineError, RunBlocked
from cobranca.paths import EXPECTATIONS
from cobranca.pipeline import dry, gate, gate_context
from cobranca.pipeline.run import Acceptance, Run
from cobranca.pipeline.steps import BY_NAME
from tests.expectations import plans
from tests.expectations.cases import copies

TICKETS = BY_NAME["tickets"]
MANY = copies("work.tickets_plan", 19, "installment_code", "plan_row", where="parent_id = 1")
ACCEPTED = Acceptance(frozenset({"tickets.new_share"}), "Ana Lima", "empreendimento novo")


@pytest.fixture
def crowded(ground: psycopg.Connection, run: Run) -> Run:
    """A tickets plan that opens 21 titles where none is open."""
    plans.tickets(ground)
    ground.execute(MANY)
    return run


def outcomes(verdict: gate.Verdict) -> dict[str, bool]:
    return {result.name: result.passed for result in verdict.results}


def test_a_failed_critical_check_stops_and_says_how_to_go_on(crowded: Run) -> None:
    """Expectation, count, sample keys, and how a person lets it pass."""
    verdict = gate.judge(crowded, TICKETS)
    assert verdict.outcome == "failed"
    with pytest.raises(GateFailed) as error:
        gate.insist(crowded, TICKETS, verdict)
    told = str(error.value)
    assert not isinstance(error.value, RunBlocked)
    assert "tickets.new_share (R8.6)" in told
    assert "Casos: 21" in told
    assert "no máximo 20" in told
    assert "filial 1 contrato 9 parcela" in told
    assert "accept: [tickets.new_share], com nome e motivo" in told


def test_what_makes_the_mirror_untrue_blocks_the_run(ground: psycopg.Connection, run: Run) -> None:
    """R8.7."""
    plans.ingest(ground)
    ground.execute("UPDATE work.stage_phase_occurrence SET opened_on = '2026-03-01'")
    verdict = gate.judge(run, BY_NAME["ingest"])
    with pytest.raises(RunBlocked, match=r"ingest\.fresh \(R8\.7\)"):
        gate.insist(run, BY_NAME["ingest"], verdict)


def test_a_warning_does_not_stop(ground: psycopg.Connection, run: Run) -> None:
    plans.tickets(ground)
    ground.execute("UPDATE work.tickets_plan SET total_due = 0")
    verdict = gate.judge(run, TICKETS)
    assert verdict.outcome == "warned"
    assert [name for name, passed in outcomes(verdict).items() if not passed] == ["tickets.owes_something"]
    gate.insist(run, TICKETS, verdict)


def test_a_warning_beside_a_critical_failure_still_stops(ground: psycopg.Connection, crowded: Run) -> None:
    ground.execute("UPDATE work.tickets_plan SET total_due = 0")
    assert gate.judge(crowded, TICKETS).outcome == "failed"


def test_a_person_accepts_a_failed_check_for_one_day(ground: psycopg.Connection, crowded: Run) -> None:
    """Name and reason are kept with the verdict; other checks are as strict as ever."""
    accepting = replace(crowded, accept=ACCEPTED)
    verdict = gate.judge(accepting, TICKETS)
    assert verdict.outcome == "accepted"
    gate.insist(accepting, TICKETS, verdict)
    gate.record(ground, accepting, TICKETS, verdict, 1.0)
    kept = ground.execute(
        "SELECT passed, accepted_by, accepted_reason FROM audit.gate_result WHERE expectation = 'tickets.new_share'"
    )
    assert kept.fetchone() == (False, "Ana Lima", "empreendimento novo")
    ground.execute("UPDATE work.tickets_plan SET days_overdue = 0")
    assert gate.judge(accepting, TICKETS).outcome == "failed"


def test_acceptance_of_what_passed_leaves_no_trace(ground: psycopg.Connection, run: Run) -> None:
    plans.tickets(ground)
    verdict = gate.judge(replace(run, accept=ACCEPTED), TICKETS)
    assert verdict.outcome == "passed"
    assert all(result.accepted_by is None for result in verdict.results)


def test_an_acceptance_names_what_exists_who_and_why() -> None:
    gate.validate_acceptance(Acceptance())
    gate.validate_acceptance(ACCEPTED)
    with pytest.raises(ConfigurationError, match=r"tickets\.new_shares.*tickets\.new_share"):
        gate.validate_acceptance(replace(ACCEPTED, expectations=frozenset({"tickets.new_shares"})))
    with pytest.raises(ConfigurationError, match="falta nome e motivo"):
        gate.validate_acceptance(replace(ACCEPTED, name=" ", reason=""))


@pytest.mark.parametrize(("planned", "passed"), [(40, True), (41, False)])
def test_a_share_of_what_is_open_beyond_the_floor(
    ground: psycopg.Connection, run: Run, planned: int, passed: bool
) -> None:
    """10 % of 400."""
    plans.tickets(ground)
    plans.open_tickets(ground, contract=5, titles=400)
    ground.execute(copies("work.tickets_plan", planned - 2, "installment_code", "plan_row", where="parent_id = 1"))
    assert outcomes(gate.judge(run, TICKETS))["tickets.new_share"] is passed


def test_the_first_load_has_nothing_to_compare_with(crowded: Run) -> None:
    """R8.6."""
    assert gate.judge(replace(crowded, is_first_load=True), TICKETS).outcome == "passed"


def test_a_day_passed_over_only_gets_its_figures(ground: psycopg.Connection, run: Run) -> None:
    """R9.4: differences of a day read afterwards are named, and stop nothing."""
    plans.reconcile(ground)
    ground.execute("UPDATE work.reconcile_plan SET crm_total = 1, kind = 'value' WHERE installment_code = 1 AND in_crm")
    step = BY_NAME["reconcile"]
    assert gate.judge(run, step).outcome == "failed"
    assert gate.judge(replace(run, mode="figures"), step).outcome == "passed"


def test_the_verdict_is_kept(ground: psycopg.Connection, crowded: Run) -> None:
    """audit.gate_result holds each check, audit.step the outcome; judging again replaces both."""
    plans.insert(ground, "audit.step", run_id=2, as_of=plans.D, step="tickets", planned=23, plan_seconds=2)
    for _ in range(2):
        verdict = gate.judge(crowded, TICKETS)
        gate.record(ground, crowded, TICKETS, verdict, 1.5)
    assert ground.execute("SELECT gate, gate_seconds::float, seconds::float FROM audit.step").fetchone() == (
        "failed",
        1.5,
        3.5,
    )
    rows = ground.execute(
        "SELECT expectation, severity, passed, unexpected_count, jsonb_array_length(sample) FROM audit.gate_result"
    )
    kept = {row[0]: row[1:] for row in rows}
    assert kept.keys() == outcomes(verdict).keys()
    assert kept["tickets.new_share"] == ("critical", False, 21, 20)
    assert kept["tickets.owes_something"] == ("warning", True, 0, 0)


def test_many_offending_rows_are_all_counted_and_few_kept(ground: psycopg.Connection, run: Run) -> None:
    plans.tickets(ground)
    ground.execute(copies("work.tickets_plan", 3000, "installment_code", "plan_row", where="parent_id = 1"))
    ground.execute("UPDATE work.tickets_plan SET days_overdue = 0 WHERE kind = 'installment'")
    found = next(result for result in gate.judge(run, TICKETS).results if result.name == "tickets.overdue_only")
    assert (found.unexpected_count, len(found.sample)) == (3002, 20)


def test_a_dry_run_is_judged_on_its_copies(ground: psycopg.Connection, run: Run) -> None:
    plans.tickets(ground)
    with ground.transaction():
        dry.copy(ground)
    ground.execute("UPDATE dry_work.tickets_plan SET days_overdue = 0 WHERE kind = 'installment'")
    rehearsal = replace(run, dry_run=True)
    verdict = gate.judge(rehearsal, TICKETS)
    assert outcomes(verdict)["tickets.overdue_only"] is False
    gate.record(ground, rehearsal, TICKETS, verdict, 1.0)
    assert ground.execute("SELECT count(*) FROM dry_audit.gate_result").fetchone()[0] > 0
    assert ground.execute("SELECT count(*) FROM audit.gate_result").fetchone() == (0,)
    assert gate.judge(run, TICKETS).outcome == "passed"


def test_a_check_that_cannot_be_judged_is_no_verdict(ground: psycopg.Connection, run: Run) -> None:
    """Nobody can accept a query that PostgreSQL refused."""
    with pytest.raises(PipelineError, match=r"tickets\..* could not be judged"):
        gate_context.validate(run, TICKETS, "SELECT 1 AS newly_opened")


def test_great_expectations_may_only_read(ground: psycopg.Connection, run: Run) -> None:
    engine = sa.create_engine(gate_context.url(run), poolclass=sa.NullPool)
    with engine.connect() as conn:
        told = conn.execute(sa.text("SELECT work.as_of()::text, work.settings_hash()")).one()
        assert tuple(told) == (plans.D, run.settings_hash)
        with pytest.raises(sa.exc.InternalError, match="read-only"):
            conn.execute(sa.text("DELETE FROM work.tickets_plan"))


def test_judging_writes_no_file_of_the_project(ground: psycopg.Connection, run: Run) -> None:
    """Suites are got, never written: the context root may be read-only."""
    plans.flows(ground)

    def files() -> dict[Path, bytes]:
        there = (file for file in EXPECTATIONS.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
        return {file: file.read_bytes() for file in there}

    before = files()
    gate.judge(run, BY_NAME["flows"])
    assert files() == before
    assert {folder.name for folder in EXPECTATIONS.iterdir() if folder.is_dir()} <= {"rows", "suites", "__pycache__"}


def test_great_expectations_tells_nobody() -> None:
    """No telemetry, no progress bars in the log."""
    for context in gate_context._contexts():
        assert context.config.analytics_enabled is False
        assert '"globally": false' in json.dumps(context.config.to_json_dict()["progress_bars"])
