"""R2: what is overdue at D."""

from decimal import Decimal

import psycopg
import pytest

from tests.sql import company
from tests.sql.world import World


@pytest.mark.parametrize(
    ("due", "as_of", "days"),
    [
        ("2026-03-07", "2026-03-09", None),  # Saturday: Monday still is on time
        ("2026-03-07", "2026-03-10", 3),  # unpaid: overdue on Tuesday, with 3 days (R2.3)
        ("2026-03-10", "2026-03-10", None),  # due today
        ("2026-03-10", "2026-03-11", 1),
        ("2026-02-14", "2026-02-18", None),  # Saturday before Carnival: Wednesday is the first banking day
        ("2026-02-14", "2026-02-19", 5),
        ("2026-04-03", "2026-04-06", None),  # Good Friday
    ],
)
def test_effective_due_date(world: World, due: str, as_of: str, days: int | None) -> None:
    """R2.2, R2.3, R2.4."""
    world.row(1, due)
    world.day(as_of)
    assert world.tickets("days_overdue", "kind = 'installment'") == ([(days,)] if days else [])


def test_holiday_of_another_branch_does_not_shift(world: World) -> None:
    """R2.2: 02/03/2026 is a holiday in branch 2 only."""
    world.contract(20, branch=2)
    world.row(1, "2026-03-02")
    world.row(1, "2026-03-02", contract=20, branch=2)
    world.day("2026-03-03")
    assert world.tickets("branch_code", "kind = 'installment'") == [(1,)]


def test_no_shift_where_the_company_wants_none(db: psycopg.Connection) -> None:
    """R2.2: business_days: none."""
    company.store(db, shifts_to_banking_day=False)
    world = World(db)
    world.contract(10)
    world.row(1, "2026-03-07")
    world.day("2026-03-08")
    assert world.tickets("days_overdue", "kind = 'installment'") == [(1,)]


def test_grace_is_in_calendar_days(db: psycopg.Connection) -> None:
    """R2.3: grace is not shifted again."""
    company.store(db, grace_days=2)
    world = World(db)
    world.contract(10)
    world.row(1, "2026-03-06")  # Friday + 2 = Sunday
    world.day("2026-03-08")
    assert world.open_titles() == []
    world.day("2026-03-09")
    assert len(world.open_titles()) == 1


@pytest.mark.parametrize("letter", ["D", "T", "C"])
def test_ended_contracts_open_nothing(world: World, letter: str) -> None:
    """R2.3; R2.6: a status of D itself does not count yet."""
    world.row(1, "2026-03-02")
    world.contract(10, status_code=letter, status_on="2026-03-10")
    world.day("2026-03-10")
    assert len(world.open_titles()) == 1
    world.contract(11, status_code=letter, status_on="2026-03-09")
    world.row(1, "2026-03-02", contract=11)
    world.day("2026-03-11")
    assert world.tickets("contract_code", "kind = 'contract' AND contract_code = 11") == []


def test_inactive_rows_and_contracts_open_nothing(world: World) -> None:
    """R2.3: a contract is inactive when all its rows are, or while an inactivation is in force."""
    world.row(1, "2026-03-02", registry_status="Inativo", status_on="2026-03-05")
    world.row(2, "2026-03-02")
    world.contract(11)
    world.row(1, "2026-03-02", contract=11)
    world.occurrences[1] = {"contract_code": 11, "type": "INA", "cause": "inactivation", "opened_on": "2026-03-04"}
    world.day("2026-03-10")
    assert world.tickets("contract_code, installment_code", "kind = 'installment'") == [(10, 2)]


def test_settled_on_d_is_still_open_as_of_d(world: World) -> None:
    """R2.6."""
    world.row(1, "2026-03-02")
    world.pay(1, "2026-03-10")
    world.day("2026-03-10")
    assert len(world.open_titles()) == 1
    world.day("2026-03-11")
    assert world.open_titles() == []


@pytest.mark.parametrize("status", ["Cheque devolvido", "Cheque Devolvido 2x"])
def test_returned_cheque_opens_again(world: World, status: str) -> None:
    """R2.5: from its data_status, counted from the day after (R2.6)."""
    world.row(1, "2026-03-02", registry_status=status, status_on="2026-03-09", settled_on="2026-03-04", paid=1133)
    world.day("2026-03-09")
    assert world.open_titles() == []
    world.day("2026-03-10")
    assert len(world.open_titles()) == 1


def test_total_is_the_sum_of_its_terms(world: World) -> None:
    """R2.7: corrected + fine + late charges + fees."""
    world.row(
        1, "2026-03-02", corrected="1100.10", fine="22.01", late_charge="11.02", fees="5.50", interest=99, discount=9
    )
    world.day("2026-03-10")
    assert world.tickets("total_due", "kind = 'installment'") == [(Decimal("1138.63"),)]


def test_computed_charges(db: psycopg.Connection) -> None:
    """R2.7: fine 2 %, late 1 % a month by days/30, half-up, only where both are zero."""
    company.store(db, computes_charges=True)
    world = World(db)
    world.contract(10)
    world.row(1, "2026-03-02", corrected="1000.25", fine=0, late_charge=0)
    world.row(2, "2026-03-02", corrected="1000.25", fine=1, late_charge=0)
    world.day("2026-03-10")
    # 1000.25 × 2 % = 20.005 → 20.01; 1000.25 × 1 % × 8/30 = 2.667… → 2.67
    assert world.tickets("fields -> 'vlr_multa', fields -> 'vlr_atraso', total_due", "kind = 'installment'") == [
        (20.01, 2.67, Decimal("1022.93")),
        (1, 0, Decimal("1001.25")),
    ]


def test_listed_types_only(db: psycopg.Connection) -> None:
    """R1.6: with gerar_todos_tp_parcelas off only the listed types exist for the module."""
    company.store(db, all_installment_types=False, installment_types=["mensal"])
    world = World(db)
    world.contract(10)
    world.row(1, "2026-03-02")
    world.row(2, "2026-02-02", installment_type="Taxa")
    world.day("2026-03-10")
    assert world.tickets("overdue_count, days_overdue", "kind = 'contract'") == [(1, 8)]
    assert [code for code, *_ in world.open_titles()] == [1]
