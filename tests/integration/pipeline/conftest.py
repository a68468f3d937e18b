"""A day of the batch through Python's engine and its gates, the ERP's answers put straight into staging."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from tests.sql.world import World
from tests.unit.settings.conftest import Folder

from cobranca import paths
from cobranca.pipeline import batch
from cobranca.pipeline.lease import Request
from cobranca.pipeline.run import NOBODY, Acceptance
from cobranca.pipeline.steps import STEPS


class Days:
    """Runs days over a world; each has its own `dag_run_id`."""

    def __init__(self, world: World, clock: Path) -> None:
        self.world, self.clock = world, clock
        self._count = 0

    def today(self, as_of: str, hour: str = "05:00") -> None:
        """Set the clock."""
        self.clock.write_text(f"{as_of}T{hour}", encoding="utf-8")

    def begin(self, as_of: str, dry_run: bool = False, accept: Acceptance = NOBODY) -> int:
        """Take the lease and stage what the ERP says."""
        self._count += 1
        day = Request(psycopg.Date(*map(int, as_of.split("-"))), f"test__{self._count}", "staged", dry_run, accept)
        run_id = batch.begin(day)
        self.world.stage(as_of)
        return run_id

    def steps(self, run_id: int, until: str = "") -> None:
        """Run the steps in order, up to and without `until`."""
        for step in STEPS:
            if step.name == until:
                return
            if step.name == "reconcile":
                batch.reread(run_id)
            batch.plan(run_id, step.name)
            batch.gate(run_id, step.name)
            batch.apply(run_id, step.name)

    def run(self, as_of: str, *, now: str = "", dry_run: bool = False, accept: Acceptance = NOBODY) -> str:
        """Run the whole day; its summary."""
        self.today(now or as_of)
        run_id = self.begin(as_of, dry_run, accept)
        self.steps(run_id)
        return batch.finish(run_id)


@pytest.fixture
def world(db: psycopg.Connection) -> World:
    """An ERP with contract 10 and its title 1, 7 days overdue on 10/03/2026."""
    told = World(db)
    told.contract(10, development_code=1)
    told.row(1, "2026-03-03")
    return told


@pytest.fixture
def days(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Days]:
    """Days over that world, under the example company."""
    clock = tmp_path / "clock"
    monkeypatch.setenv("COBRANCA_CLOCK", f"@{clock}")
    monkeypatch.delenv("COBRANCA_CONFIG", raising=False)
    return Days(world, clock)


@pytest.fixture
def company(days: Days, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """The settings folder that the days read: the example company, to be changed."""
    monkeypatch.setenv("COBRANCA_CONFIG", str(tmp_path / "company"))
    return Folder(Path(shutil.copytree(paths.CONFIG, tmp_path / "company")))


@pytest.fixture
def crm(db: psycopg.Connection) -> Callable[[], list[tuple]]:
    """Everything that decisions wrote, to compare with what stands there later."""

    def everything() -> list[tuple]:
        return [
            db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in ("crm.ticket_state", "crm.ticket_event", "crm.message", "crm.message_item", "mega.installment")
        ]

    return everything
