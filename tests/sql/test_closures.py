"""R6: closures, D-1, forced."""

from decimal import Decimal

import psycopg
import pytest

from tests.sql import company
from tests.sql.world import World


@pytest.fixture
def owing(world: World) -> World:
    """Contract 10 with titles 1 and 2 overdue, their tickets open since 10/03/2026."""
    world.row(1, "2026-03-02")
    world.row(2, "2026-02-02")
    world.day("2026-03-10")
    return world


def test_paid(owing: World) -> None:
    """R6.2, R6.4, R6.7: the values of D's extract and the amount paid are kept."""
    owing.pay(1, "2026-03-10")
    owing.day("2026-03-11")
    assert owing.closed() == [(10, 1, "COD_STATUS_BAIXA", "paid", "quitada")]
    kept = "closed_on::text, updated_on::text, days_overdue, total_due, paid_amount, fields ->> 'dt_atualizacao'"
    assert owing.tickets(kept, "closed_on IS NOT NULL") == [
        ("2026-03-11", "2026-03-11", 9, Decimal("1133.00"), Decimal("1133.00"), "2026-03-11")
    ]
    runs = owing.db.execute(
        "SELECT cause, tickets, total FROM audit.closure_run WHERE as_of = '2026-03-11' ORDER BY cause"
    )
    assert runs.fetchall() == [
        ("cession", 0, 0), ("distrato", 0, 0), ("inactivation", 0, 0), ("paid", 1, Decimal("1133.00")),
        ("transfer", 0, 0),
    ]  # fmt: skip
    assert owing.tickets("overdue_count, total_due", "kind = 'contract'") == [(1, Decimal("1133.00"))]


@pytest.mark.parametrize(
    ("letter", "contract", "title", "cause", "reason"),
    [
        ("D", "BAIXA_DISTRATO", "BX_DISTRATO_PARCELA", "distrato", "distrato"),
        ("T", "BAIXA_TRANSF", "BAIXA_TRANSF_PARCELA", "transfer", "transferencia"),
        ("C", "BAIXA_CESSAO", "BX_CESSAO_PARCELA", "cession", "cessao"),
    ],
)
def test_ended_contract(owing: World, letter: str, contract: str, title: str, cause: str, reason: str) -> None:
    """R6.2, R6.3, R6.5: on D the status of D does not count yet (R2.6)."""
    owing.contract(10, status_code=letter, status_on="2026-03-11")
    owing.day("2026-03-11")
    assert owing.closed() == []
    owing.day("2026-03-12")
    assert owing.closed() == [
        (10, None, contract, cause, reason), (10, 1, title, cause, reason), (10, 2, title, cause, reason)
    ]  # fmt: skip


def test_paid_before_the_contract_ended(owing: World) -> None:
    """R6.3: settled before the status date is paid, on it or later the contract's."""
    owing.pay(1, "2026-03-09")
    owing.pay(2, "2026-03-10")
    owing.contract(10, status_code="D", status_on="2026-03-10")
    owing.day("2026-03-11")
    assert [row[3] for row in owing.closed()] == ["distrato", "paid", "distrato"]


def test_settled_and_ended_without_a_date(owing: World) -> None:
    """R6.3: with no such date, paid."""
    owing.pay(1, "2026-03-10")
    owing.contract(10, status_code="D", status_on=None)
    owing.day("2026-03-11")
    assert [row[3] for row in owing.closed()] == ["distrato", "paid", "distrato"]


def test_occurrence_dates_the_contracts_end(owing: World) -> None:
    """R3.9: the later of the occurrence's date and data_status."""
    owing.pay(1, "2026-03-05")
    owing.occurrences[7] = {"contract_code": 10, "type": "DIS", "cause": "distrato", "opened_on": "2026-03-08"}
    owing.contract(10, status_code="D", status_on="2026-03-04")
    owing.day("2026-03-11")
    assert [row[3] for row in owing.closed()] == ["distrato", "paid", "distrato"]
    assert owing.db.execute("SELECT terminal_on::text FROM mega.contract").fetchone() == ("2026-03-08",)


def test_distrato_under_study_closes_nothing(owing: World) -> None:
    """R3.9: the contract is still A or U."""
    owing.occurrences[7] = {"contract_code": 10, "type": "DIS", "cause": "distrato", "opened_on": "2026-03-08"}
    owing.day("2026-03-12")
    assert owing.closed() == []
    assert owing.db.execute("SELECT is_distrato_studied FROM mega.contract").fetchone() == (True,)


def test_inactive_rows(owing: World) -> None:
    """R6.2, R6.4: why it was inactivated is kept."""
    owing.row(
        1, registry_status="Inativo", status_on="2026-03-10", inactivation_reason="Inativada por Renegociação SACOC"
    )
    owing.row(2, registry_status="Inativo", status_on="2026-03-10", inactivation_reason="Erro de lançamento")
    owing.row(3, "2027-01-02")
    owing.day("2026-03-11")
    assert owing.closed() == [
        (10, 1, "BX_INATIVACAO_PARCELA", "inactivation", "renegociada"),
        (10, 2, "BX_INATIVACAO_PARCELA", "inactivation", "inativada"),
    ]


def test_inactive_contract_closes_both(owing: World) -> None:
    """R6.5: by an inactivation in force; its end brings the titles back (R3.5)."""
    owing.occurrences[7] = {"contract_code": 10, "type": "INA", "cause": "inactivation", "opened_on": "2026-03-11"}
    owing.day("2026-03-11")
    assert owing.closed() == []
    owing.day("2026-03-12")
    assert [row[2] for row in owing.closed()] == ["BAIXA_INATIVACAO", "BX_INATIVACAO_PARCELA", "BX_INATIVACAO_PARCELA"]
    owing.occurrences[7]["ended_on"] = "2026-03-13"
    owing.day("2026-03-14")
    assert len(owing.open_titles()) == 2


def test_partial_payment_both_ways(owing: World) -> None:
    """R3.7, R6.4: settled with a remainder is paid, inactive with a remainder is inactivation; reason parcial."""
    owing.pay(1, "2026-03-10")
    owing.row(11, "2026-03-02", origin="Baixa Parcial")
    owing.row(2, registry_status="Inativo", status_on="2026-03-10")
    owing.row(12, "2026-02-02", origin="Baixa Parcial")
    owing.day("2026-03-11")
    assert owing.closed() == [
        (10, 1, "COD_STATUS_BAIXA", "paid", "parcial"), (10, 2, "BX_INATIVACAO_PARCELA", "inactivation", "parcial")
    ]  # fmt: skip
    assert [code for code, *_ in owing.open_titles()] == [11, 12]
    owing.pay(11, "2026-03-11")
    owing.day("2026-03-12")
    assert owing.closed()[-1] == (10, 11, "COD_STATUS_BAIXA", "paid", "quitada")


def test_due_date_moved(owing: World) -> None:
    """R6.3: ahead closes as inactivation, reason reagendada; back or within the past closes nothing."""
    owing.row(1, due_on="2026-06-01")
    owing.row(2, due_on="2026-02-20")
    owing.day("2026-03-11")
    assert owing.closed() == [(10, 1, "BX_INATIVACAO_PARCELA", "inactivation", "reagendada")]
    assert owing.tickets("due_on::text", "kind = 'installment' AND closed_on IS NULL") == [("2026-02-20",)]


def test_gone_only_after_two_fetches(owing: World) -> None:
    """R6.3: until then its ticket stays as last seen and is 'only in CRM'."""
    gone = owing.rows.pop((1, 10, 2))
    owing.day("2026-03-11")
    owing.day("2026-03-11")
    assert owing.closed() == []
    assert owing.tickets("updated_on::text, days_overdue", "installment_code = 2") == [("2026-03-10", 36)]
    diffs = owing.db.execute("SELECT installment_code, kind FROM audit.reconciliation_diff").fetchall()
    assert diffs == [(2, "only_in_crm")]
    owing.day("2026-03-12")
    assert owing.closed() == [(10, 2, "BX_INATIVACAO_PARCELA", "inactivation", "sumiu")]
    owing.rows[1, 10, 2] = gone
    owing.day("2026-03-13")
    assert [code for code, *_ in owing.open_titles()] == [1, 2]


def test_an_ended_row_that_the_erp_deletes_later_stops_nothing(owing: World) -> None:
    """R6.3: a title that turned inactive, without a settlement date, and is gone some days later."""
    owing.row(1, registry_status="Inativo", status_on="2026-03-10")
    owing.day("2026-03-11")
    del owing.rows[1, 10, 1]
    owing.day("2026-03-12")
    owing.day("2026-03-13")
    assert owing.closed() == [(10, 1, "BX_INATIVACAO_PARCELA", "inactivation", "inativada")]
    assert [code for code, *_ in owing.open_titles()] == [2]


def test_missing_once_and_back_stays(owing: World) -> None:
    """R6.3: the two fetches must follow each other."""
    gone = owing.rows.pop((1, 10, 2))
    owing.day("2026-03-11")
    owing.rows[1, 10, 2] = gone
    owing.day("2026-03-12")
    del owing.rows[1, 10, 2]
    owing.day("2026-03-13")
    assert owing.closed() == []


def test_contract_stays_for_a_person(owing: World) -> None:
    """R6.5: auto_close_contract off; it takes new children and is the same ticket."""
    owing.pay(1, "2026-03-10")
    owing.pay(2, "2026-03-10")
    owing.row(3, "2026-03-10")
    owing.day("2026-03-11")
    assert owing.tickets("due_on::text, overdue_count", "kind = 'contract'") == [("2026-03-10", 1)]
    owing.pay(3, "2026-03-11")
    owing.day("2026-03-12")
    assert owing.tickets("due_on, days_overdue, overdue_count, total_due, closed_on", "kind = 'contract'") == [
        (None, 0, 0, 0, None)
    ]


@pytest.mark.parametrize(
    ("paid", "status", "cause"), [(True, "COD_BAIXA_CTR", "paid"), (False, "BAIXA_INATIVACAO", "inactivation")]
)
def test_auto_close_asks_all_children(db: psycopg.Connection, paid: bool, status: str, cause: str) -> None:
    """R6.5, R8.9: as paid if any child of it ever closed paid, whichever closes last."""
    company.store(db, auto_close_contract=True)
    world = World(db)
    world.contract(10)
    world.row(1, "2026-03-02")
    world.row(2, "2026-02-02")
    world.row(3, "2027-02-02")
    world.day("2026-03-10")
    if paid:
        world.pay(1, "2026-03-10")
    else:
        world.row(1, registry_status="Inativo", status_on="2026-03-10")
    world.day("2026-03-11")
    assert world.open_contracts() != []
    world.row(2, registry_status="Inativo", status_on="2026-03-11")
    world.day("2026-03-12")
    assert world.tickets("status_code, closing_cause, overdue_count, total_due", "kind = 'contract'") == [
        (status, cause, 0, 0)
    ]


def test_closed_tickets_keep_their_values(owing: World) -> None:
    """R6.7: what the ERP says later does not reach them."""
    owing.pay(1, "2026-03-10")
    owing.day("2026-03-11")
    before = owing.tickets("*", "closed_on IS NOT NULL")
    owing.row(1, corrected=9999)
    owing.day("2026-03-12")
    assert owing.tickets("*", "closed_on IS NOT NULL") == before
