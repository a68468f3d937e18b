"""Killed (-9) at any moment and started again, a batch leaves what it leaves undisturbed (R9.1): a step is applied
entirely or not at all, what a crash took is noticed, and the records tell the truth."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from cobranca import settings
from cobranca.errors import PipelineError
from cobranca.pipeline import batch, gate_context, lease
from cobranca.pipeline.lease import Request
from cobranca.pipeline.steps import BY_NAME
from tests.chaos import campaign
from tests.chaos.kill import OVER, part
from tests.chaos.scenes import Scene, Stage
from tests.harness import state, truth
from tests.harness.postgres import halted
from tests.harness.shells import KILLED

Scenes = tuple[Scene, Scene]
SOON = 60.0


def until(ready: Callable[[], bool]) -> None:
    """Wait for it, a minute at most."""
    end = time.monotonic() + SOON
    while not ready():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def wrong(on: Stage, scene: Scene, name: str) -> list[str]:
    """How the database differs from the undisturbed one, and what it says that is not so."""
    with psycopg.connect(on.postgres.address(name)) as conn:
        return [*state.differences(scene.end, state.state(conn)), *truth.lies(conn)]


def looked_at(on: Stage, scene: Scene, name: str) -> tuple[str, list[str]]:
    """The part that was at work, and what is not so."""
    with psycopg.connect(on.postgres.address(name)) as conn:
        return part(conn, scene.day), truth.lies(conn)


def test_twenty_kills_at_random_moments(on: Stage, scenes: Scenes, capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = campaign.run(on, scenes, 20, 7, print)
    told = capsys.readouterr().out
    assert [one for outcome in outcomes for one in outcome.wrong] == [], told
    parts = {outcome.part for outcome in outcomes}
    assert len(parts - {OVER}) >= 4, f"the kills fell into few parts\n{told}"


@pytest.mark.parametrize(
    ("step", "table", "row", "victim"),
    [
        ("ingest", "mega.renegotiation", "true", "PostgreSQL"),
        ("tickets", "crm.ticket_event", "new.kind = 'opened'", "the batch"),
        ("closures", "audit.closure_run", "true", "PostgreSQL"),
        ("flows", "crm.ticket_event", "new.kind = 'moved'", "PostgreSQL"),
        ("contact", "crm.message_item", "true", "the batch"),
        ("reconcile", "audit.aging_daily", "true", "the batch"),
    ],
)
def test_a_kill_in_the_midst_of_applying(
    on: Stage, scenes: Scenes, step: str, table: str, row: LiteralString, victim: str
) -> None:
    """The step has written some of its tables already: none of it stays."""
    scene, name = scenes[1], f"midst_{step}"
    environment = on.copy(scene, name)
    with halted(environment["AIRFLOW_CONN_COBRANCA_DB"], table, row) as is_there:
        shell = on.batch(environment, name)
        until(is_there)
        if victim == "PostgreSQL":
            on.postgres.kill()
            assert shell.wait() == 1
            on.postgres.start_again()
        else:
            shell.send(signal.SIGKILL)
            assert shell.wait() == KILLED
        assert looked_at(on, scene, name) == (f"{step} apply", [])
    again = on.batch(environment, f"{name}_again")
    assert again.wait() == 0, again.said
    assert wrong(on, scene, name) == []
    on.postgres.drop(name)


def test_the_installed_command_is_killed_and_started_again_at_once(on: Stage, scenes: Scenes) -> None:
    """Nothing is imported beforehand here. The next one takes over, whatever the clock says of silence (R9.6)."""
    scene, name = scenes[1], "installed"
    environment = on.copy(scene, name)
    command = [str(Path(sys.executable).with_name("cobranca")), "batch"]
    with psycopg.connect(environment["AIRFLOW_CONN_COBRANCA_DB"], autocommit=True) as watch:
        first = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: part(watch, scene.day).startswith("closures"))
        first.kill()
        first.wait()
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert wrong(on, scene, name) == []
    with psycopg.connect(environment["AIRFLOW_CONN_COBRANCA_DB"]) as conn:
        runs = conn.execute("SELECT state FROM audit.batch_run WHERE as_of = %s ORDER BY run_id", [scene.day])
        assert runs.fetchall() == [("failed",), ("good",)]
    on.postgres.drop(name)


class Parts:
    """A batch part by part in this process, with a server that dies between two of them."""

    def __init__(self, on: Stage, scene: Scene, name: str, patch: pytest.MonkeyPatch) -> None:
        self.on, self.scene, self.name = on, scene, name
        self.environment = on.copy(scene, name)
        for key, value in self.environment.items():
            patch.setenv(key, value)
        self.run_id = batch.begin(Request(scene.day, name))

    def fetch(self) -> None:
        batch.fetch_contracts(self.run_id)
        for chunk in batch.scope(self.run_id):
            batch.fetch_chunk(self.run_id, chunk)
        batch.fetch_channels(self.run_id)

    def steps(self, *names: str) -> None:
        for name in names:
            batch.plan(self.run_id, name)
            batch.gate(self.run_id, name)
            batch.apply(self.run_id, name)

    def crash(self) -> None:
        self.on.postgres.kill()
        self.on.postgres.start_again()

    def end(self) -> None:
        """The run is given up; the day's next one leaves what an undisturbed one does."""
        batch.fail(self.run_id, "PostgreSQL fell")
        shell = self.on.batch(self.environment, self.name)
        assert shell.wait() == 0, shell.said
        assert wrong(self.on, self.scene, self.name) == []
        self.on.postgres.drop(self.name)


def test_what_was_fetched_before_a_crash_is_missed(on: Stage, scenes: Scenes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Staging is not logged: the first load would otherwise take an empty portfolio for the truth."""
    parts = Parts(on, scenes[0], "fetched", monkeypatch)
    parts.fetch()
    batch.plan(parts.run_id, "ingest")
    batch.gate(parts.run_id, "ingest")
    parts.crash()
    for again in (batch.apply, batch.plan):
        with pytest.raises(PipelineError, match=r"not what was landed \(contract: 0 staged, 49 landed"):
            again(parts.run_id, "ingest")
    parts.end()


def test_a_gate_without_a_server_says_so(on: Stage, scenes: Scenes, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = Parts(on, scenes[1], "gate", monkeypatch)
    run = lease.load(parts.run_id, settings.load())
    parts.steps("integrations")
    on.postgres.kill()
    with pytest.raises(PipelineError, match="integrations could not be judged"):
        gate_context.validate(run, BY_NAME["integrations"], "SELECT 1 AS one")
    on.postgres.start_again()
    parts.end()


def test_a_plan_outlives_a_crash_and_what_was_read_anew_is_missed(
    on: Stage, scenes: Scenes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Plans are logged; the reread is not, and none would look like a reconciliation without differences (R8.1)."""
    parts = Parts(on, scenes[1], "planned", monkeypatch)
    parts.fetch()
    parts.steps("integrations", "ingest", "tickets", "routing")
    batch.plan(parts.run_id, "closures")
    batch.gate(parts.run_id, "closures")
    parts.crash()
    assert batch.apply(parts.run_id, "closures") > 0
    parts.steps("flows", "contact")
    assert batch.reread(parts.run_id)["contracts"] != 0
    parts.crash()
    with pytest.raises(PipelineError, match=r"read anew of .* is not staged any more"):
        batch.plan(parts.run_id, "reconcile")
    parts.end()
