"""Contracts in arrears before the example company: one database a module, a contract of its own for each test.

The tickets are made by the batch's own SQL on 10 and 11 March 2026; people act on the 11th at 10:00.
"""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

import psycopg
import pytest
from psycopg import sql
from tests.sql import company
from tests.sql.world import World

from cobranca import acts, database
from cobranca.acts import Contract, Person

TODAY = "2026-03-11"
OWING, PAID, JURIDICO = range(10, 80), range(80, 92), range(92, 94)
Refused = Callable[..., AbstractContextManager[None]]


@dataclass
class Case:
    """A contract with its ticket and those of its titles 1 and 2."""

    contract: Contract
    ticket: int
    titles: list[int]


@dataclass
class Ground:
    """The database of a module's tests."""

    db: psycopg.Connection
    address: str
    used: dict[range, int] = field(default_factory=dict)

    def owing(self) -> Case:
        """A contract with two overdue titles, not given to another test before."""
        return self._next(OWING)

    def paid(self) -> Case:
        """A contract all of whose titles were paid: its ticket has no open child."""
        return self._next(PAID)

    def at_the_lawyers(self) -> Case:
        """A contract that a rule has routed."""
        return self._next(JURIDICO)

    def ticket(self, ticket_id: int, columns: str) -> tuple[object, ...]:
        """Columns of crm.ticket_state."""
        return self._one(f"SELECT {columns} FROM crm.ticket_state WHERE ticket_id = %s", ticket_id)

    def last_event(self, ticket_id: int, columns: str) -> tuple[object, ...]:
        """Columns of the newest event of a ticket."""
        return self._one(
            f"SELECT {columns} FROM crm.ticket_event WHERE ticket_id = %s ORDER BY event_id DESC LIMIT 1", ticket_id
        )

    def everything(self) -> tuple[object, ...]:
        """What tells whether anything was written: tickets, events and dated facts."""
        tables = ("ticket_state", "ticket_event", "mark", "block", "hold", "dispute", "promise")
        parts = (
            f"(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM crm.{t} t)" for t in tables
        )
        return self._one(f"SELECT {', '.join(parts)}")

    def _one(self, query: str, *params: object) -> tuple[object, ...]:
        row = self.db.execute(query, params).fetchone()
        assert row is not None
        return row

    def _next(self, codes: range) -> Case:
        place = self.used.get(codes, 0)
        self.used[codes] = place + 1
        rows = self.db.execute(
            "SELECT kind, ticket_id FROM crm.ticket_state "
            "WHERE contract_code = %s AND kind IN ('contract', 'installment') ORDER BY kind, installment_code",
            (codes[place],),
        ).fetchall()
        return Case(Contract(1, codes[place]), rows[0][1], [row[1] for row in rows[1:]])


@pytest.fixture(scope="module")
def ground(server: str) -> Iterator[Ground]:
    """The company's contracts of 11 March 2026."""
    name, pattern = f"acts_{uuid.uuid4().hex[:12]}", os.environ["COBRANCA_TEST_PATTERN"]
    names = sql.Identifier(name), sql.Identifier(pattern)
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(*names))
        address = server.replace("/postgres?", f"/{name}?")
        with (
            pytest.MonkeyPatch.context() as patch,
            psycopg.connect(address, autocommit=True, cursor_factory=psycopg.ClientCursor) as db,
        ):
            patch.setenv("AIRFLOW_CONN_COBRANCA_DB", address)
            patch.setenv("COBRANCA_CLOCK", f"{TODAY}T10:00")
            patch.delenv("COBRANCA_CONFIG", raising=False)
            db.execute("SET TimeZone TO 'America/Sao_Paulo'")
            _live(db)
            yield Ground(db, address)
        database.engine.cache_clear()
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(names[0]))


@pytest.fixture
def refused(ground: Ground) -> Refused:
    """`with refused("R5.7", "word"):` what stands there is refused by that rule and writes nothing."""

    @contextmanager
    def check(rule: str, *words: str) -> Iterator[None]:
        before = ground.everything()
        with pytest.raises(acts.ActRefused) as caught:
            yield
        assert str(caught.value).startswith(f"{rule}: ")
        for word in words:
            assert word in str(caught.value)
        assert ground.everything() == before

    return check


@pytest.fixture
def ana() -> Person:
    return Person("ana", "operador")


@pytest.fixture
def bia() -> Person:
    return Person("bia", "supervisor")


def _live(db: psycopg.Connection) -> None:
    company.store(db)
    world = World(db)
    for code in (*OWING, *PAID, *JURIDICO):
        category = "Jurídico" if code in JURIDICO else None
        world.contract(code, customer_code=500 + code, customer_name=f"Cliente {code}", category=category)
        world.row(1, "2026-03-02", contract=code)
        world.row(2, "2026-03-05", contract=code)
    world.day("2026-03-10")
    for code in PAID:
        world.pay(1, "2026-03-10", contract=code)
        world.pay(2, "2026-03-10", contract=code)
    world.day(TODAY)
