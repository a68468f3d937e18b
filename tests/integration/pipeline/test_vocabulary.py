"""Changing the régua while it lives: what the new folder lacks stops every run until a person has moved it."""

from collections.abc import Callable

import psycopg
import pytest
from tests.integration.pipeline import regua
from tests.integration.pipeline.conftest import Days
from tests.unit.settings.conftest import Folder

from cobranca.acts.people import Person
from cobranca.errors import ActRefused, GateFailed, RunRefused
from cobranca.pipeline import batch, flow
from cobranca.vocabulary import remap

AVISO_20 = "COD_SOL_PARCELAS/AVISO_20"


@pytest.fixture
def told_day(days: Days, db: psycopg.Connection) -> Days:
    """After the first load of 10/03: title 1 stands in AVISO_5, 2 with 25 days in AVISO_20, 3 in LEMBRETE."""
    regua.reachable(db)
    days.world.row(2, "2026-02-13")
    days.world.row(3, "2026-03-06")
    days.run("2026-03-10")
    return days


def test_a_status_that_left_the_regua(told_day: Days, company: Folder, db) -> None:
    """Refused, named, moved, run: and nobody hears of it, though the step moved to speaks and was entered on D."""
    regua.drop_aviso_20(company)
    seen = regua.told("check", "--against-db")
    assert seen.exit_code == 1
    assert f"{AVISO_20}: 1 sub-ocorrências de parcela, o status não existe" in seen.output
    assert "saiu AVISO_20; AVISO_10 espera 20 dias (era 10 dias), leva a AVISO_30 (era AVISO_20)" in seen.output
    told_day.today("2026-03-11")
    with pytest.raises(RunRefused, match=f"{AVISO_20}: 1 .*check --against-db.*cobranca remap"):
        told_day.begin("2026-03-11")
    with pytest.raises(RunRefused, match=AVISO_20):
        told_day.begin("2026-03-11", dry_run=True)
    with pytest.raises(RunRefused, match=AVISO_20):
        flow.begin("scheduled__1")
    assert db.execute("SELECT batch, state FROM audit.run ORDER BY run_id").fetchall() == [
        ("daily", "good"), ("daily", "failed"), ("daily", "failed"), ("flow", "failed"),
    ]  # fmt: skip
    done = regua.moved(company, f"{AVISO_20} > COD_SOL_PARCELAS/AVISO_10")
    assert [(each.to_status, each.tickets) for each in done.moved] == [("AVISO_10", 1)]
    assert done.left == ()
    assert regua.told("check", "--against-db").exit_code == 0
    told_day.run("2026-03-11")
    assert [status for *_, status in told_day.world.open_titles()] == ["AVISO_5", "AVISO_10", "AVISO_5"]
    assert regua.announced(db) == [(3, "AVISO_5")]


def test_what_a_mapping_writes(told_day: Days, company: Folder, db) -> None:
    """R5.6: an event in the person's name, with rule and reason; the state can be rebuilt from the events."""
    regua.drop_aviso_20(company)
    told_day.today("2026-03-11", "09:30")
    regua.moved(company, f"{AVISO_20} > COD_SOL_PARCELAS/AVISO_10")
    wanted = (
        "from_status",
        "to_status",
        "actor",
        "rule",
        "reason",
        "late",
        "details ->> 'role'",
        "settings_hash",
        "happened_at::text",
    )
    assert regua.steps(db, "2026-03-11", *wanted) == [
        ("AVISO_20", "AVISO_10", "Ana Lima", "R5.6", "ata de 05/03/2026", False, "multidados", company.load().hash,
         "2026-03-11 09:30:00-03"),
    ]  # fmt: skip
    columns = "ticket_id, request_code, status_code, status_since, status_at, placed_by"
    kept, folded = (
        db.execute(f"SELECT {columns} FROM {table} ORDER BY 1").fetchall()
        for table in ("crm.ticket_state", "crm.ticket_rebuilt")
    )
    assert kept == folded
    run = db.execute("SELECT state, message, dry_run FROM audit.run WHERE batch = 'remap'").fetchall()
    assert run == [("good", "Ana Lima: ata de 05/03/2026", False)]


def test_what_was_queued_of_the_old_step_is_cancelled(told_day: Days, company: Folder, db) -> None:
    """It would speak of a step in which the ticket does not stand any more (R7.12)."""
    told_day.run("2026-03-11")
    assert regua.announced(db) == [(3, "AVISO_5")]
    company.edit("flows.yaml", "leads_to: AVISO_5,", "leads_to: AVISO_6,")
    company.edit("flows.yaml", "{status: AVISO_5,", "{status: AVISO_6,")
    company.edit("statuses.yaml", "{code: AVISO_5,", "{code: AVISO_6,")
    regua.moved(company, "COD_SOL_PARCELAS/AVISO_5 > COD_SOL_PARCELAS/AVISO_6")
    assert regua.announced(db) == []
    told_day.run("2026-03-11")
    assert regua.announced(db) == []


def test_a_ticket_that_goes_on_after_its_mapping_is_told_of_where_it_goes(told_day: Days, company: Folder, db) -> None:
    """The machine's own step is an entering (R5.5): 26 days belong in AVISO_20 of this régua, not in its LEMBRETE."""
    regua.rename_aviso_20(company)
    regua.moved(company, f"{AVISO_20} > COD_SOL_PARCELAS/LEMBRETE")
    told_day.run("2026-03-11")
    assert (2, "AVISO_25") in regua.announced(db)


def test_a_request_with_another_name(told_day: Days, company: Folder, db) -> None:
    regua.rename_request(company)
    seen = regua.told("check", "--against-db")
    assert seen.output.count("a solicitação não existe") == 3
    db.execute(
        "INSERT INTO crm.flow_release (request_code, valid_from, actor, reason) "
        "VALUES ('COD_SOL_PARCELAS', '2026-01-01', 'Ana', 'textos revistos')"
    )
    regua.moved(company, "COD_SOL_PARCELAS/* > COD_SOL_COBRANCA/*")
    seen = regua.told("check", "--against-db")
    assert seen.exit_code == 0
    assert "liberadas para comunicar, mas fora desta pasta: COD_SOL_PARCELAS" in seen.output
    told_day.run("2026-03-11")
    assert {request for _, request, _ in told_day.world.open_titles()} == {"COD_SOL_COBRANCA"}
    assert regua.steps(db, "2026-03-11", "to_request", kind="routed") == []
    assert regua.announced(db) == [(3, "AVISO_5")]


def test_what_a_person_placed_stays_a_persons(told_day: Days, company: Folder, db) -> None:
    """A status declared still, but not in the flow any more."""
    db.execute(
        "UPDATE crm.ticket_state SET status_code = 'EM_NEGOCIACAO', placed_by = 'person' WHERE kind = 'contract'"
    )
    company.edit("flows.yaml", "      - {status: EM_NEGOCIACAO}\n", "")
    assert (
        "COD_COBRANCA/EM_NEGOCIACAO: 1 ocorrências de contrato, o status não está no fluxo"
        in regua.told("check", "--against-db").output
    )
    regua.moved(company, "COD_COBRANCA/* > COD_COBRANCA/SEM_CONTATO")
    told_day.run("2026-03-11")
    assert db.execute("SELECT status_code, placed_by FROM crm.ticket_state WHERE kind = 'contract'").fetchall() == [
        ("SEM_CONTATO", "person")
    ]


def test_a_status_out_of_the_machines_reach(told_day: Days, company: Folder) -> None:
    """In the flow, but not in the chain: the machine would never move it again."""
    regua.drop_aviso_20(company)
    company.edit("statuses.yaml", "  - {code: AVISO_30,", "  - {code: AVISO_20, name: Vinte}\n  - {code: AVISO_30,")
    company.edit(
        "flows.yaml",
        "    closing: &closing_installment",
        "      - {status: AVISO_20}\n    closing: &closing_installment",
    )
    assert (
        f"{AVISO_20}: 1 sub-ocorrências de parcela, o status ficou fora da sequência"
        in regua.told("check", "--against-db").output
    )
    assert regua.moved(company, f"{AVISO_20} > COD_SOL_PARCELAS/AVISO_30").left == ()


@pytest.mark.parametrize(
    ("pair", "check"),
    [
        (f"{AVISO_20} > COD_SOL_PARCELAS/INTEGRACAO", r"remap\.in_chain"),
        (f"{AVISO_20} > COD_COBRANCA/EM_CONTATO", r"remap\.in_flow"),
        (f"{AVISO_20} > COD_ACAO/J", r"remap\.no_integration"),
    ],
)
def test_a_target_that_does_not_fit_moves_nothing(
    told_day: Days, company: Folder, db, crm: Callable[[], list[tuple]], pair: str, check: str
) -> None:
    regua.drop_aviso_20(company)
    before = crm()
    with pytest.raises(GateFailed, match=check) as refused:
        regua.moved(company, pair)
    assert "accept" not in str(refused.value)
    assert crm() == before
    assert db.execute("SELECT state FROM audit.run WHERE batch = 'remap'").fetchall() == [("failed",)]


def test_a_dry_run_shows_and_moves_nothing(told_day: Days, company: Folder, db, crm: Callable[[], list[tuple]]) -> None:
    regua.drop_aviso_20(company)
    company.edit("flows.yaml", "leads_to: AVISO_5,", "leads_to: AVISO_10,")
    company.cut("flows.yaml", "      - {status: AVISO_5,", "      - {status: AVISO_10,")
    before = crm()
    file = str(regua.mapping(company, f"{AVISO_20} > COD_SOL_PARCELAS/AVISO_30"))
    shown = regua.told("remap", file, "--as", "Ana Lima", "--role", "multidados", "--dry-run")
    assert shown.exit_code == 1
    assert "Simulação: nada foi movido." in shown.output
    assert f"{AVISO_20} → COD_SOL_PARCELAS/AVISO_30: 1 sub-ocorrências de parcela (ata de 05/03/2026)" in shown.output
    assert "Sobrariam" in shown.output
    assert "COD_SOL_PARCELAS/AVISO_5: 1 sub-ocorrências de parcela, o status não está no fluxo" in shown.output
    assert crm() == before
    done = regua.told("remap", file, "--as", "Ana Lima", "--role", "multidados")
    assert (done.exit_code, "Sobram no que a pasta não tem" in done.output) == (1, True)
    with pytest.raises(RunRefused, match="AVISO_5"):
        flow.begin("scheduled__1")
    assert [status for *_, status in told_day.world.open_titles()] == ["AVISO_5", "AVISO_30", "LEMBRETE"]


def test_a_mapping_again_moves_nothing(told_day: Days, company: Folder, crm: Callable[[], list[tuple]]) -> None:
    regua.drop_aviso_20(company)
    pair = f"{AVISO_20} > COD_SOL_PARCELAS/AVISO_10"
    regua.moved(company, pair)
    before = crm()
    assert regua.moved(company, pair).moved == ()
    assert crm() == before


@pytest.mark.parametrize(
    ("name", "role", "rule"), [("Ana", "supervisor", "R5.9"), ("Integra. Cobrança", "multidados", "R5.6")]
)
def test_who_may_not(
    told_day: Days, company: Folder, crm: Callable[[], list[tuple]], name: str, role: str, rule: str
) -> None:
    """R5.9: settings are multidados'."""
    regua.drop_aviso_20(company)
    before = crm()
    with pytest.raises(ActRefused, match=rule):
        remap.remap(regua.mapping(company, f"{AVISO_20} > COD_SOL_PARCELAS/AVISO_10"), Person(name, role))
    assert crm() == before


def test_one_mapping_at_a_time_and_a_dead_one_is_ended(told_day: Days, company: Folder, db) -> None:
    regua.drop_aviso_20(company)
    pair = f"{AVISO_20} > COD_SOL_PARCELAS/AVISO_10"
    db.execute("SELECT pg_advisory_lock(%s, %s)", remap.LOCK)
    with pytest.raises(RunRefused, match="outro `cobranca remap`"):
        regua.moved(company, pair)
    db.execute(
        "INSERT INTO audit.run (batch, as_of, dag_run_id, started_at, heartbeat_at, state, late, settings_hash, "
        "source, mode) "
        "SELECT 'remap', as_of, 'dead', now(), now(), 'running', late, settings_hash, source, mode FROM audit.run"
    )
    db.execute("SELECT pg_advisory_unlock(%s, %s)", remap.LOCK)
    regua.moved(company, pair)
    states = db.execute("SELECT state FROM audit.run WHERE batch = 'remap' ORDER BY run_id").fetchall()
    assert states == [("failed",), ("good",)]


def test_missed_days_run_before_the_mapping_and_get_their_figures_after_it(told_day: Days, company: Folder, db) -> None:
    """A late run knows the statuses of its day (R9.3); once they are gone a later day takes over (R9.2, R9.4)."""
    regua.rename_aviso_20(company)
    told_day.run("2026-03-11", now="2026-03-14")
    told_day.today("2026-03-14")
    with pytest.raises(RunRefused, match=AVISO_20):
        told_day.begin("2026-03-14")
    regua.moved(company, f"{AVISO_20} > COD_SOL_PARCELAS/AVISO_25")
    with pytest.raises(RunRefused, match=r"AVISO_25.*execute um dia mais recente.*R9\.2"):
        told_day.begin("2026-03-12")
    told_day.run("2026-03-14")
    assert "só números" in told_day.run("2026-03-12", now="2026-03-14")


def test_closed_tickets_keep_their_codes(told_day: Days, company: Folder) -> None:
    """They are history; how many is told."""
    told_day.world.pay(2, "2026-03-10")
    told_day.run("2026-03-11")
    company.edit("requests.yaml", "{code: COD_SOL_TUTELA,", "{code: COD_SOL_OUTRA,")
    company.edit("routing.yaml", "COD_SOL_TUTELA", "COD_SOL_OUTRA")
    company.edit("statuses.yaml", "code: COD_STATUS_BAIXA,", "code: BAIXADA,")
    company.edit("statuses.yaml", "installment: COD_STATUS_BAIXA", "installment: BAIXADA")
    company.edit("flows.yaml", "- COD_STATUS_BAIXA", "- BAIXADA")
    seen = regua.told("check", "--against-db")
    assert seen.exit_code == 0
    assert "1 ocorrências encerradas guardam códigos que esta pasta não tem" in seen.output


def test_a_task_of_a_run_looks_no_more(told_day: Days, company: Folder) -> None:
    """The look is at the beginning; a folder that changes afterwards stops the run anyway."""
    told_day.today("2026-03-11")
    run_id = told_day.begin("2026-03-11")
    regua.drop_aviso_20(company)
    with pytest.raises(RunRefused, match="the settings changed"):
        batch.plan(run_id, "ingest")
