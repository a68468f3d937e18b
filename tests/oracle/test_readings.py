"""The oracle itself, on what the rules state with numbers."""

from datetime import date
from decimal import Decimal

import pytest

from cobranca.paths import CONFIG
from tests.foreign.makers import contract, paid, row
from tests.oracle import company, records
from tests.oracle.asof import View
from tests.oracle.bankdays import Calendar, easter
from tests.oracle.routes import place

COMPANY = company.read(CONFIG)


def view(as_of: date, raw: dict) -> tuple[View, records.Row]:
    told = records.contract(contract(1, 1), COMPANY)
    one = records.row(raw, told.key, COMPANY)
    return View(COMPANY, as_of, told, {one.title: one}), one


@pytest.mark.parametrize(("year", "day"), [(2024, "03-31"), (2025, "04-20"), (2026, "04-05"), (2038, "04-25")])
def test_easter(year: int, day: str) -> None:
    assert easter(year) == date.fromisoformat(f"{year}-{day}")


@pytest.mark.parametrize(
    ("due", "effective"), [((2, 14), (2, 18)), ((6, 4), (6, 5)), ((11, 20), (11, 23)), ((3, 2), (3, 2))]
)
def test_banking_days(due: tuple[int, int], effective: tuple[int, int]) -> None:
    assert Calendar().effective(date(2026, *due)) == date(2026, *effective)


def test_days_of_a_branch() -> None:
    assert COMPANY.effective(1, date(2027, 1, 25)) == date(2027, 1, 26)
    assert COMPANY.effective(3, date(2026, 4, 23)) == date(2026, 4, 24)
    assert COMPANY.effective(9, date(2026, 4, 23)) == date(2026, 4, 23)


@pytest.mark.parametrize(("as_of", "days"), [(date(2026, 3, 9), None), (date(2026, 3, 10), 3)])
def test_due_saturday(as_of: date, days: int | None) -> None:
    seen, one = view(as_of, row(1, 1, date(2026, 3, 7)))
    assert [seen.days(found) for found in seen.overdue()] == ([] if days is None else [days])
    assert seen.days(one) == (as_of - date(2026, 3, 7)).days


def test_paid_monday_is_never_overdue() -> None:
    for day in range(8, 14):
        seen, _ = view(date(2026, 3, day), row(1, 1, date(2026, 3, 7), **paid(date(2026, 3, 9))))
        assert seen.overdue() == []


@pytest.mark.parametrize(
    ("days", "status"),
    [(1, "AGUARDANDO_ATENDIMENTO"), (3, "LEMBRETE"), (7, "AVISO_5"), (45, "PRE_JURIDICO"), (90, "ETAPA_FINAL")],
)
def test_places(days: int, status: str) -> None:
    assert place(COMPANY, "COD_SOL_PARCELAS", days) == status


def test_total() -> None:
    raw = row(1, 1, date(2026, 3, 2), vlr_multa=20, vlr_atraso=1, vlr_taxas=3, vlr_juros=9)
    seen, one = view(date(2026, 3, 10), raw)
    assert seen.total(one) == Decimal(1024)
