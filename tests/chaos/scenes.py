"""The batches that are killed, each first run undisturbed: how long it takes, and what it leaves."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psycopg

from tests.harness import state
from tests.harness.mega import Beside, beside
from tests.harness.postgres import Postgres, own
from tests.harness.shells import Nursery, Shell

CONTRACTS, ROWS, PORTFOLIO = 50, 40, 3
FIRST, LATER = date(2026, 3, 6), date(2026, 3, 10)
BEFORE_LATER = date(2026, 3, 9)
"""When people act: what they ask for is carried out and seen by the later day's batch."""
CONTRACTS_AND_TITLES = """
    SELECT c.ticket_id, min(i.ticket_id), c.branch_code || '/' || c.contract_code
    FROM crm.ticket_state c JOIN crm.ticket_state i ON i.parent_id = c.ticket_id
    WHERE c.kind = 'contract' AND c.closed_on IS NULL AND c.request_code = 'COD_COBRANCA'
    GROUP BY c.ticket_id ORDER BY c.ticket_id LIMIT 5
"""


def acts(conn: psycopg.Connection[Any]) -> list[list[str]]:
    """What people ask of `cobranca ticket`: two marks, a block, a hold, a dispute."""
    (_, _, one), (_, _, two), (_, _, three), (four, _, _), (_, five, _) = conn.execute(CONTRACTS_AND_TITLES)
    asked = [
        ["mark", one, "J"],
        ["mark", two, "T"],
        ["block", three, "TBG"],
        ["hold", str(four), "20/03/2026"],
        ["dispute", str(five)],
    ]
    return [[*act, "--reason", "pedido", "--as", "ana", "--role", "supervisor"] for act in asked]


@dataclass(frozen=True)
class Scene:
    """A day's batch: where it starts from, how long it takes undisturbed, and what it leaves."""

    name: str
    day: date
    database: str
    landing: Path
    seconds: float
    end: state.State


@dataclass(frozen=True)
class Stage:
    """Everything that a batch needs, and all of which may be killed."""

    folder: Path
    postgres: Postgres
    nursery: Nursery
    beside: Beside

    def copy(self, scene: Scene, name: str) -> dict[str, str]:
        """A database and a landing as the scene begins; the environment that leads to them."""
        return self._copied(scene.day, scene.database, scene.landing, name)

    def batch(self, environment: dict[str, str], name: str) -> Shell:
        """Start `cobranca batch`."""
        return self.nursery.start(["batch"], environment, self.folder / f"{name}.log")

    def scene(self, name: str, day: date, database: str, landing: Path) -> Scene:
        """Run the day undisturbed, twice: the first batch of a machine is slower than those that follow."""
        self._timed(day, database, landing, f"{database}_warm")
        self.postgres.drop(f"{database}_warm")
        environment, seconds = self._timed(day, database, landing, f"{database}_undisturbed")
        with psycopg.connect(environment["AIRFLOW_CONN_COBRANCA_DB"]) as conn:
            return Scene(name, day, database, landing, seconds, state.state(conn))

    def _timed(self, day: date, database: str, landing: Path, name: str) -> tuple[dict[str, str], float]:
        environment = self._copied(day, database, landing, name)
        started = time.monotonic()
        shell = self.batch(environment, name)
        assert shell.wait() == 0, shell.said
        return environment, time.monotonic() - started

    def _copied(self, day: date, database: str, landing: Path, name: str) -> dict[str, str]:
        self.beside.at(day)
        folder = self.folder / "landing" / name
        shutil.copytree(landing, folder)
        return self.beside.towards(self.postgres.create(name, database), folder)


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """PostgreSQL as in production, the processes' nursery, and a Mega."""
    with (
        own(folder / "pg") as postgres,
        Nursery() as nursery,
        beside(folder, FIRST, contracts=CONTRACTS, rows=ROWS, seed=PORTFOLIO) as mega,
    ):
        yield Stage(folder, postgres, nursery, mega)


def scenes(on: Stage) -> tuple[Scene, Scene]:
    """The first load, and a later day on which tickets are opened, routed, closed, moved and announced."""
    nothing = on.folder / "landing" / "nothing"
    nothing.mkdir(parents=True)
    on.postgres.create("first")
    first = on.scene("first load", FIRST, "first", nothing)
    loaded, landed = "first_undisturbed", on.folder / "landing" / "first_undisturbed"
    on.beside.at(BEFORE_LATER, "12:00")
    with psycopg.connect(on.postgres.address(loaded)) as conn:
        for number, act in enumerate(acts(conn)):
            environment = on.beside.towards(on.postgres.address(loaded), landed)
            shell = on.nursery.start(["ticket", *act], environment, on.folder / f"act{number}.log")
            assert shell.wait() == 0, shell.said
    return first, on.scene("later day", LATER, loaded, landed)
