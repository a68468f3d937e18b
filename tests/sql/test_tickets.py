"""R3: from Mega to tickets."""

from decimal import Decimal

import psycopg
import pytest

from tests.sql import company
from tests.sql.world import World


def test_first_sight_is_placed_by_the_due_date(world: World) -> None:
    """R5.3, the example: first seen with 7 days, created in AVISO_5; what it passes is recorded."""
    world.row(1, "2026-03-03")
    world.day("2026-03-10")
    assert world.open_titles() == [(1, "COD_SOL_PARCELAS", "AVISO_5")]
    assert world.open_contracts() == [(10, "COD_COBRANCA", "AGUARDANDO_ATENDIMENTO")]
    events = world.db.execute(
        "SELECT kind, to_status, passed, rule, actor FROM crm.ticket_event ORDER BY event_id"
    ).fetchall()
    assert events == [
        ("opened", "AGUARDANDO_ATENDIMENTO", ["INTEGRACAO", "INTERMEDIARIO"], "R3.3", "integra. cobrança"),
        ("opened", "AVISO_5", ["INTEGRACAO", "INTERMEDIARIO", "AGUARDANDO_ATENDIMENTO", "LEMBRETE"], "R3.3",
         "integra. cobrança"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "status"),
    [("2026-03-09", "AGUARDANDO_ATENDIMENTO"), ("2026-03-06", "LEMBRETE"), ("2026-03-05", "AVISO_5"),
     ("2026-02-27", "AVISO_10"), ("2026-02-19", "AVISO_10"), ("2026-02-18", "AVISO_20"), ("2026-02-09", "AVISO_20"),
     ("2026-02-05", "AVISO_30"), ("2026-01-20", "PRE_JURIDICO"), ("2025-12-10", "ETAPA_FINAL")],
)  # fmt: skip
def test_places_of_the_standard_regua(world: World, due: str, status: str) -> None:
    """R5.1, R5.3 on D 10/03/2026."""
    world.row(1, due)
    world.day("2026-03-10")
    assert world.open_titles() == [(1, "COD_SOL_PARCELAS", status)]


def test_contract_sums_its_children(world: World) -> None:
    """R3.3, R2.4, R8.9; the titles of a financier are left out of age, count and total (R4.1)."""
    world.row(1, "2026-03-02")
    world.row(2, "2026-02-05", corrected=200, fine=0, late_charge=0)
    world.row(3, "2025-12-01", money_source="Financiamento")
    world.day("2026-03-10")
    assert world.tickets(
        "due_on::text, days_overdue, overdue_count, total_due, updated_on::text", "kind = 'contract'"
    ) == [("2026-02-05", 33, 2, Decimal("1333.00"), "2026-03-10")]
    parents = world.db.execute("SELECT count(DISTINCT parent_id), count(*) FROM crm.ticket WHERE kind = 'installment'")
    assert parents.fetchone() == (1, 3)


def test_module_begins_with_the_first_integrated_phase(db: psycopg.Connection) -> None:
    """R3.0: by days of any title, or by an open phase occurrence; from then on every overdue title has one."""
    company.store(db, first_phase_day=15)
    world = World(db)
    world.contract(10)
    world.row(1, "2026-03-02")
    world.row(2, "2026-03-09", money_source="FGTS")
    world.day("2026-03-16")
    assert world.open_titles() == []
    world.day("2026-03-17")
    assert [code for code, *_ in world.open_titles()] == [1, 2]
    world.contract(11)
    world.row(1, "2026-03-16", contract=11)
    world.phases[900] = {"contract_code": 11, "phase_code": "1", "opened_on": "2026-03-18"}
    world.day("2026-03-18")
    assert world.tickets("contract_code", "kind = 'installment'") == [(10,), (10,), (11,)]


def test_development_that_is_not_integrated(db: psycopg.Connection) -> None:
    """R3.0, R8.1: a line of its own."""
    company.store(db, all_developments=False)
    db.execute("INSERT INTO work.settings_development VALUES ('company', 8)")
    world = World(db)
    world.contract(10)
    world.row(1, "2026-03-02")
    world.contract(11, development_code=8)
    world.row(1, "2026-03-02", contract=11)
    world.day("2026-03-10")
    assert world.tickets("contract_code", "kind = 'contract'") == [(11,)]
    lines = db.execute("SELECT side, line, titles FROM audit.reconciliation_line ORDER BY 1, 2").fetchall()
    assert lines == [("crm", "integrated", 1), ("mega", "integrated", 1), ("mega", "not_integrated", 1)]


def test_integration_tickets_once_and_only_once(world: World) -> None:
    """R3.1, R3.9: closed when born, on the run's D; opened up to D."""
    world.phases[900] = {"contract_code": 10, "phase_code": "1", "opened_on": "2026-03-10"}
    world.phases[901] = {"contract_code": 10, "phase_code": "2", "opened_on": "2026-03-11"}
    world.occurrences[7] = {"contract_code": 10, "type": "DIS", "cause": "distrato", "opened_on": "2026-03-09"}
    world.day("2026-03-10")
    seen = "request_code, status_code, opened_on::text, closed_on::text, occurrence_code"
    assert world.tickets(seen, "kind = 'integration'") == [
        ("COBREL", "FECHADA", "2026-03-10", "2026-03-10", 900),
        ("COD_DIS", "FECHADA", "2026-03-10", "2026-03-10", 7),
    ]
    world.day("2026-03-11")
    world.day("2026-03-12")
    assert len(world.tickets("ticket_id", "kind = 'integration'")) == 3


def test_values_are_refreshed_every_day(world: World) -> None:
    """R3.4."""
    world.row(1, "2026-03-02")
    world.day("2026-03-10")
    world.row(1, corrected=1200)
    world.day("2026-03-11")
    assert world.tickets(
        "total_due, days_overdue, updated_on::text, fields ->> 'vlr_corrigido'", "kind = 'installment'"
    ) == [(Decimal("1233.00"), 9, "2026-03-11", "1200.00")]


def test_reopened_from_names_the_latest_closed(world: World) -> None:
    """R3.5: a payment that was reversed."""
    world.row(1, "2026-03-02")
    world.day("2026-03-10")
    world.pay(1, "2026-03-10")
    world.day("2026-03-11")
    world.row(1, settled_on=None, paid=0)
    world.day("2026-03-12")
    first, second = world.tickets("ticket_id, reopened_from, closed_on::text, status_code", "kind = 'installment'")
    assert first[2:] == ("2026-03-11", "COD_STATUS_BAIXA")
    assert second[1:] == (first[0], None, "AVISO_10")


def test_the_same_day_twice_changes_nothing(world: World) -> None:
    """R9.1."""
    world.row(1, "2026-03-02")
    world.row(2, "2026-01-02", registry_status="Cheque pré-datado")
    world.phases[900] = {"contract_code": 10, "phase_code": "1", "opened_on": "2026-03-10"}
    world.day("2026-03-10")
    before = world.tickets("*"), world.db.execute("SELECT count(*) FROM crm.ticket_event").fetchone()
    world.day("2026-03-10")
    assert (world.tickets("*"), world.db.execute("SELECT count(*) FROM crm.ticket_event").fetchone()) == before


def test_fields_have_exactly_their_keys(world: World) -> None:
    """R3.10."""
    world.row(1, "2026-03-02")
    world.day("2026-03-10")
    keys = dict(world.tickets("kind, (SELECT string_agg(k, ' ' ORDER BY k) FROM jsonb_object_keys(fields) k)"))
    assert set(keys["installment"].split()) == {
        "vencimento",
        "vencimento_efetivo",
        "dias_atraso",
        "tipo_parcela",
        "sequencia",
        "tipo_receita",
        "origem",
        "vlr_original",
        "vlr_corrigido",
        "vlr_multa",
        "vlr_atraso",
        "vlr_juros",
        "vlr_desconto",
        "vlr_taxas",
        "vlr_total",
        "nosso_numero",
        "venc_boleto",
        "dt_atualizacao",
    }
    assert set(keys["contract"].split()) == {
        "empreendimento",
        "bloco",
        "unidade",
        "status_contrato",
        "categoria",
        "qtd_parcelas",
        "vencimento_mais_antigo",
        "dias_atraso",
        "vlr_total",
        "dt_atualizacao",
    }


def test_failed_extract_leaves_the_tickets(world: World) -> None:
    """R8.8: they stay, are not contacted, and are named; nothing closes on what was not read."""
    world.row(1, "2026-03-02")
    world.day("2026-03-10")
    world.pay(1, "2026-03-10")
    world.failing.add((1, 10))
    world.day("2026-03-13")
    assert world.tickets("status_code, updated_on::text, days_overdue, closed_on", "kind = 'installment'") == [
        ("AVISO_5", "2026-03-10", 8, None)
    ]
    assert world.db.execute("SELECT contract_code, endpoint, why FROM audit.failed_extract").fetchall() == [
        (10, "DadosParcelas", "HTTP 500")
    ]
    assert world.db.execute(
        "SELECT line, titles FROM audit.reconciliation_line WHERE as_of = '2026-03-13'"
    ).fetchall() == [("failed_extract", 1)]


def test_an_occurrence_is_integrated_whatever_the_extract_did(world: World) -> None:
    """R3.1: rows have no say in it."""
    world.row(1, "2026-03-02")
    world.day("2026-03-10")
    world.failing.add((1, 10))
    world.phases[900] = {"contract_code": 10, "phase_code": "1", "opened_on": "2026-03-11"}
    world.day("2026-03-11")
    assert world.tickets("contract_code, opened_on::text", "kind = 'integration'") == [(10, "2026-03-11")]


def test_an_empty_answer_for_open_tickets_is_a_failure(world: World) -> None:
    """R6.3, R8.8: a 204, and a list that lacks more than half of the open rows, however often."""
    for code in (1, 2, 3):
        world.row(code, "2026-03-02")
    world.contract(11)
    world.row(1, "2026-03-02", contract=11)
    world.day("2026-03-10")
    world.rows.clear()
    world.row(1, "2026-03-02")
    for as_of in ("2026-03-11", "2026-03-12", "2026-03-13"):
        world.day(as_of)
    assert len(world.open_titles()) == 4
    whys = world.db.execute("SELECT contract_code, why FROM audit.failed_extract WHERE as_of = '2026-03-13' ORDER BY 1")
    assert whys.fetchall() == [
        (10, "the answer lacks 2 of 3 open rows of a contract with open tickets"),
        (11, "the answer has no row, though the contract has open tickets"),
    ]


def test_the_principal_participant_is_the_customer(world: World) -> None:
    """R3.8: `cod_cliente` only where none is known; who left the contract is nobody's."""
    world.row(1, "2026-03-02")
    world.participants[501] = {"contract_code": 10, "name": "Bia", "tax_id": "11144477735", "is_principal": True}
    world.participants[500] = {"contract_code": 10, "name": "Ana", "tax_id": "52998224725", "is_principal": False}
    world.day("2026-03-10")
    said = "SELECT customer_code, customer_name, tax_id FROM mega.contract"
    assert world.db.execute(said).fetchall() == [(501, "Bia", "11144477735")]
    assert world.db.execute("SELECT customer_code, name FROM crm.customer").fetchall() == [(501, "Bia")]
    world.participants.clear()  # not asked for on D: what is known stays
    world.day("2026-03-11")
    assert world.db.execute(said).fetchall() == [(501, "Bia", "11144477735")]
    world.participants[500] = {"contract_code": 10, "name": "Ana", "tax_id": "52998224725", "is_principal": False}
    world.day("2026-03-12")
    assert world.db.execute(said).fetchall() == [(500, "Ana", "52998224725")]
    assert world.db.execute("SELECT participant_code FROM mega.participant").fetchall() == [(500,)]
