"""What a person sees while a run works, and of a run that failed."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cobranca.orchestration.local.rest import TaskState
from cobranca.orchestration.local.system import DAG, System
from cobranca.pipeline.steps import BY_NAME

OVER: Final = frozenset({"success", "failed", "skipped", "upstream_failed", "removed"})
ENDED: Final = frozenset({"success", "failed"})
MARKS: Final = {"success": "ok", "failed": "FALHOU", "skipped": "pulado", "upstream_failed": "não executado"}
OTHERS: Final = {"begin": "Iniciar", "finish": "Resumir", "release": "Liberar"}
EVERY: Final = 1.0
"""Seconds between two looks at a run."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended, and its tasks that failed, the first one first."""

    state: str
    failed: tuple[TaskState, ...]


def follow(system: System, run_id: str, tell: Callable[[str], None]) -> Ended:
    """Tell each step as it ends, until the run has ended.

    Raises:
        ChildDied: a part of the system ended meanwhile.
    """
    told: set[str] = set()
    while True:
        system.children.insist()
        state = system.api.run_state(DAG, run_id)
        tasks = system.api.tasks(DAG, run_id)
        for group in _over(tasks, told):
            told.add(group[0].group)
            tell(line(group))
        for task in tasks:
            if (
                task.state == "up_for_retry"
                and (again := f"{task.task_id} {task.map_index} {task.try_number}") not in told
            ):
                told.add(again)
                tell(f"  … {task.task_id} falhou e será tentada de novo: {log_of(system, run_id, task)}")
        if state in ENDED:
            failed = sorted((t for t in tasks if t.state == "failed"), key=lambda t: str(t.ended_at))
            return Ended(state, tuple(failed))
        time.sleep(EVERY)


def line(group: Sequence[TaskState]) -> str:
    """One step that is over: its title, how it ended, how long it took."""
    name = group[0].group
    title = BY_NAME[name].title if name in BY_NAME else OTHERS.get(name, name)
    states = {task.state for task in group}
    state = next((s for s in ("failed", "upstream_failed", "success") if s in states), "skipped")
    begun = [task.started_at for task in group if task.started_at]
    ends = [task.ended_at for task in group if task.ended_at]
    seconds = (max(ends) - min(begun)).total_seconds() if begun and ends else 0.0
    return f"  {title:<26} {MARKS[state]:<14} {seconds:6.1f} s"


def log_of(system: System, run_id: str, task: TaskState) -> Path:
    """Where Airflow wrote what a task said on its last try."""
    folder = system.ground.place.airflow / "logs" / f"dag_id={DAG}" / f"run_id={run_id}" / f"task_id={task.task_id}"
    if task.map_index >= 0:
        folder /= f"map_index={task.map_index}"
    return folder / f"attempt={task.try_number}.log"


def end_of_log(log: Path, lines: int = 25) -> str:
    """The end of a task's log as people read it."""
    if not log.is_file():
        return f"(no log at {log})"
    told = [text for raw in log.read_text(encoding="utf-8").splitlines() for text in _readable(raw)]
    return "\n".join(told[-lines:])


def _over(tasks: Sequence[TaskState], told: set[str]) -> list[list[TaskState]]:
    groups: dict[str, list[TaskState]] = {}
    for task in tasks:
        groups.setdefault(task.group, []).append(task)
    over = [g for name, g in groups.items() if name not in told and all(t.state in OVER for t in g)]
    return sorted(over, key=lambda g: max(str(t.ended_at) for t in g))


def _readable(raw: str) -> list[str]:
    try:
        entry = json.loads(raw)
    except ValueError:
        return [raw]
    errors = [f"{e.get('exc_type')}: {e.get('exc_value')}" for e in entry.get("error_detail") or ()]
    return [str(entry.get("event", "")), *errors]
