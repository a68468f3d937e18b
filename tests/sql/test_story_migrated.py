"""Events of a database that the first migration made are as good as new ones (R5.6)."""

from collections.abc import Iterator

import psycopg
import pytest
from alembic import command
from alembic.config import Config

from cobranca import database

TICKET = """
INSERT INTO crm.ticket_state (kind, parent_id, branch_code, contract_code, installment_code, request_code, status_code,
    status_since, status_at, opened_on, closed_on, closing_cause, closing_reason, reopened_from)
VALUES (%(kind)s, %(parent)s, 1, 10, %(installment)s, 'R', %(status)s, '2026-03-10', '2026-03-10 05:00-03',
    '2026-03-10', %(closed)s, %(cause)s, %(reason)s, %(before)s)
"""
EVENT = """
INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, to_request, from_status, to_status, reason,
    actor, details)
VALUES (%(ticket)s, '2026-03-10', '2026-03-10 05:00-03', %(kind)s, 'R', %(before)s, %(status)s, %(reason)s,
    'integra', %(details)s)
"""
NOTHING = dict.fromkeys(("parent", "installment", "closed", "cause", "reason", "before", "details"))


@pytest.fixture
def first(server: str) -> Iterator[psycopg.Connection]:
    """A database at the first migration."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS first_migration WITH (FORCE)")
        admin.execute("CREATE DATABASE first_migration")
    uri = server.replace("/postgres?", "/first_migration?")
    _upgrade(uri, "0001")
    with psycopg.connect(uri, autocommit=True) as db:
        yield db
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("DROP DATABASE first_migration WITH (FORCE)")


def _upgrade(uri: str, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", "cobranca:migrations")
    config.attributes["url"] = uri.replace("postgresql://", "postgresql+psycopg://", 1)
    command.upgrade(config, revision)
    database.engine.cache_clear()


def test_old_openings_tell_parent_and_predecessor(first: psycopg.Connection, server: str) -> None:
    child = NOTHING | {"kind": "installment", "installment": 1, "parent": 1}
    first.execute(TICKET, NOTHING | {"kind": "contract", "status": "A"})
    first.execute(TICKET, child | {"status": "Z", "closed": "2026-03-10", "cause": "paid", "reason": "quitada"})
    first.execute(TICKET, child | {"status": "A", "before": 2})
    for ticket, kind in ((1, "opened"), (2, "opened"), (3, "reopened")):
        first.execute(EVENT, NOTHING | {"ticket": ticket, "kind": kind, "status": "A"})
    first.execute(EVENT, NOTHING | {"ticket": 2, "kind": "closed", "before": "A", "status": "Z", "reason": "quitada",
                                    "details": '{"cause": "paid"}'})  # fmt: skip
    _upgrade(server.replace("/postgres?", "/first_migration?"), "head")
    columns = "ticket_id, parent_id, status_code, status_since, closed_on, closing_cause, closing_reason, reopened_from"
    rebuilt, stands = (
        first.execute(f"SELECT {columns} FROM crm.{name} ORDER BY 1").fetchall()
        for name in ("ticket_rebuilt", "ticket_state")
    )
    assert rebuilt == stands
    assert [row[1] for row in rebuilt] == [None, 1, 1]
