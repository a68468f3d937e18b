"""A whole portfolio from the sandbox, as it is and while it misbehaves; channels of customers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.integration.mega.conftest import as_variable

from cobranca.mega import ingest
from cobranca.sandbox.server import Running, running
from cobranca.settings import Settings

D = date(2026, 3, 10)
TABLES = (
    "contract",
    "installment",
    "extract",
    "renegotiation",
    "participant",
    "phase_occurrence",
    "contract_occurrence",
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    with running(seed=5, contracts=40, rows=60, today=D) as up:
        yield up


@pytest.fixture(autouse=True)
def _connections(
    sandbox: Running, db: psycopg.Connection, landing: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.setenv("AIRFLOW_CONN_MEGA_REST", as_variable(sandbox.url, sandbox.user, sandbox.password))
    monkeypatch.setenv("AIRFLOW_CONN_MEGA_SOAP", as_variable(sandbox.wsdl_url, sandbox.user, sandbox.password))
    yield
    sandbox.behave()


def fetch(db: psycopg.Connection, settings: Settings) -> dict[str, list[Any]]:
    ingest.fetch_contracts(D, settings)
    db.execute("TRUNCATE work.fetch_scope")
    db.execute(
        "INSERT INTO work.fetch_scope SELECT branch_code, contract_code, proposal_code, contract_code % 2,"
        " 'first_load', true FROM work.stage_contract"
    )
    for chunk in (0, 1):
        ingest.fetch_rows(D, chunk, settings)
    ingest.verify_landing(D, db)
    return {table: db.execute(f"SELECT * FROM work.stage_{table} s ORDER BY s::text").fetchall() for table in TABLES}


def test_a_portfolio_is_the_same_however_the_erp_behaves(
    sandbox: Running, db: psycopg.Connection, company: Settings
) -> None:
    quiet = fetch(db, company)
    assert quiet["extract"]
    assert {one[-1] for one in quiet["extract"]} == {None}
    assert len(quiet["extract"]) == len(quiet["contract"])
    sandbox.misbehave("429", path="DadosParcelas", times=5)
    sandbox.misbehave("500", path="DadosRenegociacoes", times=2)
    sandbox.misbehave("401", path="DadosParcelas", times=1)
    assert fetch(db, company) == quiet


def test_channels_come_in_the_order_of_the_settings(
    sandbox: Running, db: psycopg.Connection, company: Settings
) -> None:
    fetch(db, company)
    report = ingest.fetch_channels(D, company)
    assert report.customers > 0
    assert report.failed == 0
    found = db.execute("SELECT channel, address, source, priority FROM work.stage_customer_channel").fetchall()
    assert {(source, priority) for _, _, source, priority in found} <= {("soap", 1), ("portal", 2)}
    assert all("@" in address if channel == "email" else address.isdigit() for channel, address, _, _ in found)
    assert db.execute("SELECT count(*) FROM work.stage_customer_place WHERE length(state) = 2").fetchone() != (0,)
    staged = sorted(found)
    ingest.fetch_channels(D, company, "landing")
    again = db.execute("SELECT channel, address, source, priority FROM work.stage_customer_channel").fetchall()
    assert sorted(again) == staged


def test_only_customers_without_a_channel_are_asked_for_outside_the_seventh(
    sandbox: Running, db: psycopg.Connection, company: Settings
) -> None:
    fetch(db, company)
    seventh = D.toordinal() % 7
    db.execute("DELETE FROM work.fetch_scope WHERE contract_code %% 7 = %s", (seventh,))
    db.execute(
        "INSERT INTO crm.customer (customer_code, seen_on)"
        " SELECT DISTINCT customer_code, %s::date FROM work.stage_contract",
        (D,),
    )
    db.execute(
        "INSERT INTO crm.customer_channel (customer_code, channel, address, source, valid_from)"
        " SELECT customer_code, 'email', 'a@b.com', 'portal', now() FROM crm.customer"
    )
    assert ingest.fetch_channels(D, company).customers == 0
    db.execute(
        "UPDATE crm.customer_channel SET valid_to = now() WHERE customer_code = (SELECT min(customer_code)"
        " FROM work.fetch_scope JOIN work.stage_contract USING (branch_code, contract_code))"
    )
    assert ingest.fetch_channels(D, company).customers == 1


def test_a_portal_that_fails_never_fails_the_batch(
    sandbox: Running, db: psycopg.Connection, company: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch(db, company)
    sandbox.misbehave("500", path="CpfCnpj")
    report = ingest.fetch_channels(D, company)
    assert report.failed > 0
    assert report.channels > 0
    monkeypatch.setenv("AIRFLOW_CONN_MEGA_SOAP", as_variable("http://127.0.0.1:9/x", "u", "p"))
    assert ingest.fetch_channels(D, company).failed == 1
