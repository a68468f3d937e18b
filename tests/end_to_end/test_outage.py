"""An outage for real (R9.6): of two companies with the same past, one runs day after day; the other's scheduler is
killed (-9) in the midst of a day and comes back days later. It finishes that day, catches up the missed ones in order,
late and silent, and ends with the same tickets, events and figures of each day."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from cobranca import clock, database
from cobranca.orchestration.local.ground import Ground, Wanted, laid
from cobranca.orchestration.local.system import DAG
from cobranca.paths import ROOT
from cobranca.pipeline import batch
from tests.end_to_end.ledger import Ledger
from tests.end_to_end.plant import SCHEDULING, Plant, standing
from tests.foreign.server import PASSWORD, USER, Foreign, serving
from tests.foreign.world import Files, folder_of, without_gates
from tests.harness import state, truth

pytestmark = pytest.mark.end_to_end
EQUAL = (*state.MIRROR, *state.TICKETS, *state.FIGURES)
RUNS = "SELECT as_of, state, late, mode FROM audit.batch_run ORDER BY run_id"


@dataclass(frozen=True)
class Outage:
    """So many days; the scheduler begins with one, is killed in one and is back in one, counted from 1."""

    days: int
    begins: int
    killed: int
    back: int


@dataclass
class Company:
    """An ERP and a clock for both twins."""

    ledger: Ledger
    erp: Foreign
    clock: Path
    folder: Path

    def morning(self, number: int) -> date:
        """It is five in the morning of the k-th day; the ERP knows what was booked in its night."""
        day = self.ledger.on(number)
        self.ledger.tell(self.erp, day)
        coming = self.clock.with_suffix(".coming")
        coming.write_text(f"{day.isoformat()}T05:00", encoding="utf-8")
        coming.replace(self.clock)
        return day

    def run(self, number: int) -> None:
        """The k-th day in order, as `cobranca batch` has it."""
        batch.run(self.morning(number))


def one_chunk(files: Files) -> None:
    without_gates(files)
    files["company.yaml"]["chunks"] = 1


@pytest.fixture
def company(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Company]:
    """Its last day is that of the last five in the morning that is over: the scheduler goes by the machine's clock."""
    outage: Outage = request.getfixturevalue("outage")
    today = (clock.now() - timedelta(hours=5)).date()
    with serving() as erp:
        folder_of(tmp_path / "config", one_chunk)
        ledger = Ledger(today - timedelta(outage.days - 1), outage.days)
        yield Company(ledger, erp, tmp_path / "clock", tmp_path)


@pytest.fixture
def ground(company: Company, outage: Outage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    company.morning(1)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AIRFLOW_CONN_COBRANCA_DB", "COBRANCA_LANDING"):
            patch.delenv(name, raising=False)
        for name, host in (("REST", company.erp.url), ("SOAP", company.erp.wsdl_url)):
            said = {"conn_type": "http", "host": host, "login": USER, "password": PASSWORD}
            patch.setenv(f"AIRFLOW_CONN_MEGA_{name}", json.dumps(said))
        patch.setenv("PYTHONPATH", str(ROOT))
        more = {
            "COBRANCA_CLOCK": f"@{company.clock}",
            "COBRANCA_CONFIG": str(company.folder / "config"),
            "COBRANCA_START_ON": company.ledger.on(outage.begins).isoformat(),
            **SCHEDULING,
        }
        with laid(Wanted(tmp_path_factory.mktemp("run"), more=more), print) as made:
            yield made


@pytest.fixture
def twin(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> str:
    """A second database on the same server; its URI."""
    address = ground.database.replace("/cobranca?", "/twin?")
    with psycopg.connect(ground.database, autocommit=True) as conn:
        conn.execute("CREATE DATABASE twin")
    database.migrate(address.replace("postgresql://", "postgresql+psycopg://", 1))
    return address


@pytest.mark.parametrize(
    "outage", [Outage(4, 2, 2, 4), pytest.param(Outage(10, 1, 3, 9), marks=pytest.mark.long)], ids=["short", "ten days"]
)
def test_missed_days_are_caught_up_as_if_none_had_been_missed(
    outage: Outage, company: Company, ground: Ground, twin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, outage.begins):
        company.run(number)
    company.morning(outage.begins)
    with standing(ground) as plant, psycopg.connect(ground.database, autocommit=True) as db:
        plant.wait_until_ready()
        plant.start_scheduler()
        for number in range(outage.begins, outage.killed):
            _wait(plant, db, company.ledger.on(number))
            company.morning(number + 1)
        _kill_in_the_midst(plant, db, company.ledger.on(outage.killed))
        company.morning(outage.back)
        plant.start_scheduler()
        for number in range(outage.back, outage.days + 1):
            _wait(plant, db, company.ledger.on(number))
            if number < outage.days:
                company.morning(number + 1)
        until(lambda: set(plant.api.runs(DAG).values()) == {"success"}, "the end of every run")
    _live_in_order(company, outage, twin, monkeypatch)
    with psycopg.connect(ground.database) as caught_up, psycopg.connect(twin) as in_order:
        _compare(company, outage, caught_up, in_order)


def until(ready: Callable[[], bool], what: str, seconds: float = 900) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, f"{what}: not within {seconds:.0f} s"
        time.sleep(0.1)


def _wait(plant: Plant, db: psycopg.Connection[Any], day: date) -> None:
    """Wait for the day's last step: the run's teardown and the next run's first task leave seconds to set the clock."""
    query = "SELECT state FROM audit.batch_run WHERE as_of = %s AND state <> 'running'"
    until(lambda: db.execute(query, [day]).fetchone() is not None, f"the run of {day}")
    assert db.execute(query, [day]).fetchall() == [("good",)]


def _kill_in_the_midst(plant: Plant, db: psycopg.Connection[Any], day: date) -> None:
    """The scheduler's machine falls when the tickets of the day are open, and nothing is closed or moved yet."""
    query = "SELECT count(*) FROM audit.step WHERE as_of = %s AND step = 'tickets' AND applied_at IS NOT NULL"
    until(lambda: db.execute(query, [day]).fetchone() == (1,), f"the tickets of {day}")
    plant.kill_scheduler()
    assert db.execute("SELECT state FROM audit.batch_run WHERE as_of = %s", [day]).fetchall() == [("running",)]


def _live_in_order(company: Company, outage: Outage, twin: str, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("AIRFLOW_CONN_COBRANCA_DB", twin)
    patch.setenv("COBRANCA_LANDING", str(company.folder / "landing"))
    for number in range(1, outage.days + 1):
        company.run(number)


def _compare(
    company: Company, outage: Outage, caught_up: psycopg.Connection[Any], in_order: psycopg.Connection[Any]
) -> None:
    days = [company.ledger.on(number) for number in range(1, outage.days + 1)]
    late = days[outage.killed - 1 : outage.back - 1]
    assert caught_up.execute(RUNS).fetchall() == [(day, "good", day in late, "full") for day in days]
    assert in_order.execute(RUNS).fetchall() == [(day, "good", False, "full") for day in days]
    found = state.differences(*(state.state(conn, EQUAL, {"late", "read_on"}) for conn in (in_order, caught_up)))
    assert found == [], "\n".join(found)
    assert truth.lies(caught_up) == []
    marks = caught_up.execute("SELECT DISTINCT as_of, kind, late FROM crm.ticket_event").fetchall()
    wrong = [one for one in marks if one[2] != (one[0] in late) and one[:2] != (late[0], "opened")]
    assert wrong == [], "events of missed days are late, the others are not"
    told = caught_up.execute("SELECT count(*) FROM crm.message WHERE state = 'queued' AND as_of = ANY (%s)", [late])
    assert told.fetchone() == (0,)
    kinds = {kind for day, kind, is_late in marks if is_late}
    assert kinds >= {"moved", "closed"}, "days on which nothing happens prove nothing"
