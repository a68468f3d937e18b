"""A, U and the phases, against a slow reading of the rows that the ERP itself shows each day."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.days import workday
from cobranca.sandbox.portfolio.nightly import PHASES

START = date(2026, 2, 20)
DAYS = 60
SPECIAL = {"asleep", "stuck"}


def _oldest(rows, night: date, as_date) -> date | None:
    """Oldest overdue due date for the job of a night, which sees the rows of the day before."""
    overdue = [
        as_date(row["data_vencimento"])
        for row in rows.values()
        if row["status_parcela"] != "Inativo"
        and (row["situacao"] == "Aberto" or row["status_parcela"].startswith("Cheque devolvido"))
        and workday(as_date(row["data_vencimento"]).toordinal()) < night.toordinal()
    ]
    return min(overdue, default=None)


def _contracts(asking) -> Iterator[Contract]:
    for number in range(0, 200, 6):
        contract = asking.portfolio.contract(number)
        life = asking.portfolio.life(number)
        if contract.corner not in SPECIAL and contract.signed < START.toordinal() and life.end is None:
            yield contract


def test_phases_follow_the_oldest_overdue_row(asking, as_date) -> None:
    seen = 0
    for contract in _contracts(asking):
        stays = asking.portfolio.nights(contract.index).stays()
        for number in range(0, DAYS, 3):
            night = START + timedelta(days=number)
            due = _oldest(asking.rows(contract, night - timedelta(days=1)), night, as_date)
            open_now = [s.phase for s in stays if s.opened <= night.toordinal() < s.closed]
            late = (night - due).days if due else 0
            expected = [phase for phase in PHASES if due and phase.first <= late <= phase.last]
            assert open_now == expected, (contract, night, due)
            seen += bool(expected)
    assert seen > 60


def test_the_letter_follows_with_the_contracts_lag(asking, as_date) -> None:
    for contract in _contracts(asking):
        for number in range(0, DAYS, 7):
            day = START + timedelta(days=number)
            night = day - timedelta(days=contract.lag)
            due = _oldest(asking.rows(contract, night - timedelta(days=1)), night, as_date)
            status = asking.contract(contract, day)["status_contrato"]
            assert status == ("Inadimplente" if due else "Ativo"), (contract, day)


def test_data_status_is_the_day_the_letter_changed(asking, as_date) -> None:
    for contract in _contracts(asking):
        before = asking.contract(contract, START)
        for number in range(1, DAYS):
            day = START + timedelta(days=number)
            now = asking.contract(contract, day)
            if now["status_contrato"] != before["status_contrato"]:
                assert as_date(now["data_status"]) == day - timedelta(days=contract.lag)
            before = now


def test_an_occurrence_once_opened_keeps_its_number_and_day(asking) -> None:
    for number in range(0, 200, 5):
        stays = asking.portfolio.nights(number).stays()
        assert [stay.number for stay in stays] == list(range(1, len(stays) + 1))
        assert all(stay.opened < stay.closed for stay in stays)
        assert all(a.closed <= b.opened for a, b in pairwise(stays))


def test_asleep_is_overdue_and_active_stuck_is_the_contrary(asking, as_date) -> None:
    asleep, stuck = asking.of("asleep")[0], asking.of("stuck")[0]
    days = [START + timedelta(days=number) for number in range(0, 300, 4)]
    assert {asking.contract(asleep, day)["status_contrato"] for day in days} == {"Ativo"}
    assert any(_oldest(asking.rows(asleep, day), day, as_date) for day in days)
    assert asking.portfolio.nights(asleep.index).stays() == []
    assert {asking.contract(stuck, day)["status_contrato"] for day in days} == {"Inadimplente"}
    assert any(_oldest(asking.rows(stuck, day), day, as_date) is None for day in days)


@pytest.mark.parametrize("missed", [1, 3])
def test_without_its_nightly_job_the_letter_stands_still(asking, missed: int) -> None:
    for contract in _contracts(asking):
        asking.erp.nights_missed = missed
        late = asking.contract(contract, START)["status_contrato"]
        asking.erp.nights_missed = 0
        assert late == asking.contract(contract, START - timedelta(days=missed))["status_contrato"]
