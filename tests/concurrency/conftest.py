"""A company of its own database, Mega and clock, at which both batches and people work."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from cobranca import database
from tests.harness.mega import Beside, beside
from tests.harness.room import room
from tests.harness.shells import Nursery, Shell

CONTRACTS, ROWS, PORTFOLIO = 100, 30, 5
FIRST, DAY = date(2026, 3, 2), date(2026, 3, 10)
"""The first load, and the day on which everybody works: eight days of payments and of age lie between."""


@dataclass
class Office:
    """One company's database: the batches are processes, the acts are this process's."""

    address: str
    folder: Path
    beside: Beside
    nursery: Nursery
    count: int = 0

    @property
    def environment(self) -> dict[str, str]:
        return self.beside.towards(self.address, self.folder / "landing")

    def start(self, command: str) -> Shell:
        """`cobranca batch` or `cobranca flow`."""
        self.count += 1
        return self.nursery.start([command], self.environment, self.folder / f"{command}{self.count}.log")

    def run(self, command: str) -> None:
        shell = self.start(command)
        assert shell.wait() == 0, shell.said

    def keep_running(self, command: str, is_over: threading.Event, told: list[tuple[int, str]]) -> None:
        """Start it again and again; how each ended."""
        while not is_over.is_set():
            shell = self.start(command)
            told.append((shell.wait(), shell.said))


@pytest.fixture(scope="package")
def nursery() -> Iterator[Nursery]:
    with Nursery() as made:
        yield made


@pytest.fixture(scope="package")
def mega() -> Iterator[Beside]:
    """Its gates let pass how many tickets people send elsewhere in a minute."""
    portfolio = {"contracts": CONTRACTS, "rows": ROWS, "seed": PORTFOLIO}
    with room("office") as folder, beside(folder, FIRST, **portfolio, floor=2000) as made:
        yield made


@pytest.fixture(scope="package")
def loaded(server: str, mega: Beside, nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """After the first load; nothing is done to it, it is copied."""
    with _database(server, os.environ["COBRANCA_TEST_PATTERN"], "first") as address:
        office = Office(address, tmp_path_factory.mktemp("first"), mega, nursery)
        mega.at(FIRST)
        office.run("batch")
        yield office


@pytest.fixture
def office(
    server: str, loaded: Office, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """A copy of the loaded one, on the day; acts of this process are done in it."""
    with _database(server, "office_first", "working") as address:
        made = _copied(loaded, address, tmp_path)
        loaded.beside.at(DAY)
        for name, value in made.environment.items():
            monkeypatch.setenv(name, value)
        yield made


@pytest.fixture
def twin(server: str, loaded: Office, tmp_path: Path) -> Iterator[Office]:
    """Another copy, in which the same is done one thing after the other."""
    with _database(server, "office_first", "twin") as address:
        yield _copied(loaded, address, tmp_path / "twin")


def _copied(loaded: Office, address: str, folder: Path) -> Office:
    shutil.copytree(loaded.folder / "landing", folder / "landing")
    return Office(address, folder, loaded.beside, loaded.nursery)


@contextmanager
def _database(server: str, template: str, name: str) -> Iterator[str]:
    """A copy of a database while the block works; its address."""
    copy = f"office_{name}"
    _say(server, "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", copy, template)
    try:
        yield server.replace("/postgres?", f"/{copy}?")
    finally:
        database.engine.cache_clear()
        _say(server, "DROP DATABASE {} WITH (FORCE)", copy)


def _say(server: str, statement: LiteralString, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
