"""One kill: a batch is started, something dies, the batch is started again, and all is as if nothing had been."""

import random
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import psycopg

from cobranca.pipeline.steps import STEPS
from tests.chaos.scenes import Scene, Stage
from tests.harness import state, truth
from tests.harness.shells import KILLED, Shell

OVER = "over"


class Victim(StrEnum):
    """What is killed (-9)."""

    PROCESS = "the batch"
    POSTGRES = "PostgreSQL"
    POSTGRES_BACK = "PostgreSQL, back at once"
    """The batch is still alive when the server answers again, without what was not on the disk."""


@dataclass(frozen=True)
class Kill:
    """What is killed, when: seconds after the batch was started."""

    number: int
    victim: Victim
    scene: Scene
    after: float


@dataclass
class Outcome:
    """Where a kill fell, how the batch ended, and whatever is not as it should be."""

    kill: Kill
    part: str = ""
    code: int = 0
    said: str = ""
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        kill = self.kill
        end = {0: "ended well", KILLED: "killed"}.get(self.code, f"ended with {self.code}")
        return (
            f"{kill.number:3d}  {kill.scene.name:<10}  {kill.victim:<24}  {kill.after:5.2f} s  {self.part:<18}  "
            f"{end}{'  WRONG' if self.wrong else self.sentence}"
        )

    @property
    def sentence(self) -> str:
        """The last line that a batch which failed by itself has written."""
        return f": {self.said.strip().splitlines()[-1]}" if self.code not in (0, KILLED) and self.said.strip() else ""


def drawn(number: int, seed: int, scenes: Sequence[Scene]) -> Kill:
    """The kill of that number: victims take turns, scene and moment are drawn."""
    rng = random.Random(f"{seed}/{number}")
    scene = rng.choices(scenes, weights=(1, 2))[0]
    return Kill(number, list(Victim)[number % len(Victim)], scene, round(rng.uniform(0, scene.seconds), 3))


def carry_out(on: Stage, kill: Kill) -> Outcome:
    """Kill, look, start again, compare."""
    name = f"kill_{kill.number}"
    environment = on.copy(kill.scene, name)
    outcome = Outcome(kill)
    shell = on.batch(environment, name)
    time.sleep(kill.after)
    _strike(on, kill, shell, name, outcome)
    outcome.said = shell.said
    outcome.wrong += _unclear(outcome)
    if outcome.code == 0:
        outcome.wrong += _compared(on, kill, name)
    again = on.batch(environment, f"{name}_again")
    if again.wait() != 0:
        outcome.wrong.append(f"started again, it failed: {again.said}")
    outcome.wrong += _compared(on, kill, name)
    on.postgres.drop(name)
    return outcome


def _strike(on: Stage, kill: Kill, shell: Shell, name: str, outcome: Outcome) -> None:
    if kill.victim is Victim.PROCESS:
        shell.send(signal.SIGKILL)
        outcome.code = shell.wait()
        _look(on, name, outcome)
    elif kill.victim is Victim.POSTGRES:
        on.postgres.kill()
        outcome.code = shell.wait()
        on.postgres.start_again()
        _look(on, name, outcome)
    else:
        with shell.frozen():
            on.postgres.kill()
            on.postgres.start_again()
            _look(on, name, outcome)
        outcome.code = shell.wait()


def _look(on: Stage, name: str, outcome: Outcome) -> None:
    """What stands in the database just after the kill."""
    with psycopg.connect(on.postgres.address(name)) as conn:
        outcome.part = part(conn, outcome.kill.scene.day)
        outcome.wrong += truth.lies(conn)


def part(conn: psycopg.Connection[Any], day: date) -> str:
    """The part of the batch of a day that was at work, by what it had recorded."""
    run = conn.execute("SELECT run_id, state FROM audit.batch_run WHERE as_of = %s", [day]).fetchone()
    if run is None:
        return "begin"
    if run[1] == "good":
        return OVER
    query = "SELECT step, planned, gate, applied_at FROM audit.step WHERE run_id = %s"
    recorded = {step: rest for step, *rest in conn.execute(query, [run[0]])}
    for step in STEPS:
        planned, gate, applied_at = recorded.get(step.name, (None, None, None))
        if planned is None:
            return f"{step.name} {'fetch, plan' if step.reads_erp else 'plan'}"
        if gate is None or applied_at is None:
            return f"{step.name} {'gate' if gate is None else 'apply'}"
    return "finish"


def _unclear(outcome: Outcome) -> list[str]:
    """A batch that was not killed itself ends well, or with one sentence."""
    if outcome.code in (0, KILLED):
        return []
    sentence = outcome.said.strip().splitlines()
    if outcome.code == 1 and "Traceback" not in outcome.said and sentence:
        return []
    return [f"ended with {outcome.code}, saying: {outcome.said}"]


def _compared(on: Stage, kill: Kill, name: str) -> list[str]:
    with psycopg.connect(on.postgres.address(name)) as conn:
        return [*state.differences(kill.scene.end, state.state(conn)), *truth.lies(conn)]
