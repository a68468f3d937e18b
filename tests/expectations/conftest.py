"""One database and one Great Expectations context for all tests of the gates; every test begins with empty tables."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Final

import psycopg
import pytest
from psycopg import sql

from cobranca import clock, database, settings
from cobranca.pipeline.run import Run
from cobranca.settings import Settings, tables
from cobranca.settings.erp import Freshness
from tests.expectations import plans

EMPTY: Final = """
DO $$
DECLARE
    name text;
    there boolean;
    filled text[] := '{}';
BEGIN
    FOR name IN SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname IN ('mega', 'crm', 'work', 'audit') AND c.relkind = 'r'
                  AND c.relname NOT LIKE 'settings%' AND c.relname <> 'schema_version'
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', name) INTO there;
        filled := CASE WHEN there THEN filled || name ELSE filled END;
    END LOOP;
    IF filled <> '{}' THEN
        EXECUTE format('TRUNCATE %s RESTART IDENTITY CASCADE', array_to_string(filled, ', '));
    END IF;
END $$
"""
"""Empty every table that holds rows, but for the settings."""


@pytest.fixture(scope="session")
def company() -> Settings:
    """The example company, whose ERP tells of its nightly update by its phase occurrences."""
    told = settings.load()
    erp = told.erp.model_copy(update={"freshness": Freshness(signal="phase_occurrence")})
    return told.model_copy(update={"erp": erp})


@pytest.fixture(scope="session")
def ground_uri(server: str, company: Settings) -> Iterator[str]:
    """A migrated database that knows the company's settings, for the whole session."""
    name = f"gates_{uuid.uuid4().hex[:8]}"
    uri = server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    database.migrate(uri.replace("postgresql://", "postgresql+psycopg://", 1))
    with psycopg.connect(uri, autocommit=True) as conn:
        tables.store(conn, company, clock.now())
    yield uri
    database.engine.cache_clear()
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def ground(ground_uri: str, company: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection]:
    """The database, empty but for the settings and the runs of D-1 (good) and D (running)."""
    monkeypatch.setenv("AIRFLOW_CONN_COBRANCA_DB", ground_uri)
    monkeypatch.setenv("COBRANCA_CLOCK", "2026-03-10T05:00")
    with psycopg.connect(ground_uri, autocommit=True, cursor_factory=psycopg.ClientCursor) as conn:
        conn.execute("SELECT set_config('cobranca.settings_hash', %s, false)", (company.hash,))
        conn.execute(EMPTY)
        plans.runs(conn, company.hash)
        yield conn


@pytest.fixture
def run(ground: psycopg.Connection, company: Settings) -> Run:
    """The run of D, on time, with nothing accepted."""
    return Run(
        run_id=2,
        as_of=date(2026, 3, 10),
        late=False,
        mode="full",
        source="erp",
        settings=company,
        settings_hash=company.hash,
        is_first_load=False,
    )
