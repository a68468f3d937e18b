"""The batch over days of the sandbox against the plain reading of the rules, row by row."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from cobranca import settings
from cobranca.pipeline import batch
from cobranca.sandbox.server import Running, running
from cobranca.settings.calendar import next_banking_day
from tests.oracle import erp
from tests.oracle.rules import Oracle


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> Path:
    file = tmp_path / "clock"
    monkeypatch.setenv("COBRANCA_CLOCK", f"@{file}")
    monkeypatch.setenv("COBRANCA_LANDING", str(tmp_path / "landing"))
    monkeypatch.delenv("COBRANCA_CONFIG", raising=False)
    return file


@pytest.fixture
def mega(request: pytest.FixtureRequest, clock: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    contracts, rows, seed = request.param
    clock.write_text("2026-02-10T05:00", encoding="utf-8")
    with running(contracts=contracts, rows=rows, seed=seed, today=clock) as sandbox:
        host = sandbox.url.removeprefix("http://")
        monkeypatch.setenv("AIRFLOW_CONN_MEGA_REST", f"http://{sandbox.user}:{sandbox.password}@{host}")
        wsdl = sandbox.wsdl_url.removeprefix("http://")
        monkeypatch.setenv("AIRFLOW_CONN_MEGA_SOAP", f"http://{sandbox.user}:{sandbox.password}@{wsdl}=")
        yield sandbox


def compare(db: psycopg.Connection, oracle: Oracle, as_of: date) -> list[str]:
    """What differs, readable."""
    told = []
    titles = {
        (b, c, i): (request, status, days, total)
        for b, c, i, request, status, days, total in db.execute(
            "SELECT branch_code, contract_code, installment_code, request_code, status_code, days_overdue, total_due "
            "FROM crm.ticket WHERE kind = 'installment' AND closed_on IS NULL AND updated_on = %s",
            (as_of,),
        )
    }
    expected = {
        title: (*place, row.days, row.total)
        for title, place in oracle.titles.items()
        if (row := oracle.rows[title[:2]].get(title[2]))
    }
    told += _differences("título", expected, titles)
    contracts = {
        (b, c): rest
        for b, c, *rest in db.execute(
            "SELECT branch_code, contract_code, request_code, status_code, overdue_count, total_due, due_on, "
            "days_overdue FROM crm.ticket WHERE kind = 'contract' AND closed_on IS NULL"
        )
    }
    wanted = {}
    for key, place in oracle.contracts.items():
        mine = [oracle.values[t] for t in oracle.titles if t[:2] == key and oracle.values[t].buyers]
        oldest = min((row.due for row in mine), default=None)
        days = (as_of - oldest).days if oldest else 0
        wanted[key] = [*place, len(mine), sum((row.total for row in mine), Decimal()), oldest, days]
    told += _differences("contrato", wanted, contracts)
    closed = {
        (b, c) if i is None else (b, c, i): (status, cause, reason)
        for b, c, i, status, cause, reason in db.execute(
            "SELECT branch_code, contract_code, installment_code, status_code, closing_cause, closing_reason "
            "FROM crm.ticket WHERE kind <> 'integration' AND closed_on = %s",
            (as_of,),
        )
    }
    return told + _differences("baixa", oracle.closed, closed)


def _differences(what: str, expected: dict, found: dict) -> list[str]:
    return [
        f"{what} {key}: expected {expected.get(key)}, found {found.get(key)}"
        for key in sorted({*expected, *found}, key=str)
        if expected.get(key) != found.get(key)
    ]


def live(db: psycopg.Connection, clock: Path, mega: Running, days: list[date]) -> None:
    company = settings.load()
    oracle = Oracle(lambda branch, due: next_banking_day(company, branch, due))
    for as_of in days:
        clock.write_text(f"{as_of}T05:00", encoding="utf-8")
        batch.run(as_of)
        oracle.run(erp.read(mega.url, mega.user, mega.password, mega.wsdl_url), as_of)
        assert compare(db, oracle, as_of) == [], as_of
        named = db.execute(
            "SELECT branch_code, contract_code, installment_code, kind FROM audit.reconciliation_diff WHERE as_of = %s",
            (as_of,),
        ).fetchall()
        assert {tuple(found[:3]) for found in named} == {t for t in oracle.missing if t in oracle.titles}, as_of
        assert {kind for *_, kind in named} <= {"only_in_crm"}, as_of
    assert oracle.titles
    assert db.execute("SELECT count(*) FROM crm.ticket WHERE closing_cause = 'paid'").fetchone()[0] > 0


def days(first: str, count: int) -> list[date]:
    return [date.fromisoformat(first) + timedelta(n) for n in range(count)]


@pytest.mark.parametrize("mega", [(90, 40, 3)], indirect=True)
def test_a_week_with_carnival(db: psycopg.Connection, clock: Path, mega: Running) -> None:
    live(db, clock, mega, days("2026-02-12", 7))


@pytest.mark.long
@pytest.mark.parametrize("mega", [(400, 60, 11)], indirect=True)
def test_forty_days(db: psycopg.Connection, clock: Path, mega: Running) -> None:
    live(db, clock, mega, days("2026-03-02", 40))
