"""R5.6: the state of any ticket can be rebuilt from its events; what is explained agrees with what the engine did."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from tests.integration.explain.year import Year

from cobranca.paths import CONFIG
from cobranca.sandbox.server import running

START = date(2026, 1, 5)


@pytest.fixture
def year(db: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Year]:
    """Fifty contracts of the sandbox before the example company, which reads them in one chunk."""
    clock, config = tmp_path / "clock", tmp_path / "config"
    shutil.copytree(CONFIG, config)
    company = (config / "company.yaml").read_text("utf-8")
    (config / "company.yaml").write_text(company.replace("chunks: 32", "chunks: 1"), "utf-8")
    clock.write_text(f"{START}T05:00", "utf-8")
    monkeypatch.setenv("COBRANCA_CLOCK", f"@{clock}")
    monkeypatch.setenv("COBRANCA_LANDING", str(tmp_path / "landing"))
    monkeypatch.setenv("COBRANCA_CONFIG", str(config))
    with running(contracts=50, rows=40, seed=5, today=clock) as mega:
        for name, url in (("REST", mega.url), ("SOAP", f"{mega.wsdl_url}=")):
            host = url.removeprefix("http://")
            monkeypatch.setenv(f"AIRFLOW_CONN_MEGA_{name}", f"http://{mega.user}:{mega.password}@{host}")
        yield Year(db, clock)


def live(year: Year, days: range) -> None:
    """Days of the year, every fourth of them run late; after each the events tell what stands."""
    for place, number in enumerate(days):
        as_of = START + timedelta(number)
        today = year.run(as_of, days_late=(days.step - 1) * (place % 4 == 3))
        assert year.differences() == [], as_of
        if place % 10 == 5:
            assert year.contradictions() == [], as_of
        year.people(today)
        year.minutes(today)
        assert year.differences() == [], today
    kinds = {kind for (kind,) in year.db.execute("SELECT DISTINCT kind FROM crm.ticket_event")}
    machine = {"opened", "reopened", "routed", "moved", "closed", "integrated"}
    assert kinds >= machine | {"note", "field", "promise", "hold", "dispute", "dispute_ended", "responsible"}
    causes = {tuple(row) for row in year.db.execute("SELECT DISTINCT kind, closing_cause FROM crm.ticket_state")}
    assert causes >= {
        *(("installment", cause) for cause in ("paid", "inactivation", "distrato")),
        *(("contract", cause) for cause in ("paid", "inactivation", "distrato")),
    }


def test_a_year_in_steps(year: Year) -> None:
    live(year, range(0, 365, 12))


@pytest.mark.long
def test_a_year_day_by_day(year: Year) -> None:
    live(year, range(365))


def test_an_event_that_is_lost_is_seen(year: Year) -> None:
    """The comparison is one that can fail."""
    year.run(START)
    year.db.execute("DELETE FROM crm.ticket_event WHERE event_id = (SELECT max(event_id) FROM crm.ticket_event)")
    assert len(year.differences()) == 2
