"""What is kept of a failure, so that the run can be ended with its cause when all its tasks have stopped.

A chunk may fail for good while others still write: the lease is therefore not given back by the task that
failed, but by the run's teardown, which waits for all.
"""

import functools
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, ParamSpec, TypeVar

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowSkipException, AirflowTaskTimeout

from cobranca.errors import RunBlocked
from cobranca.orchestration import connections

KEY: Final = "failure"
LAST: Final = "finish"
"""The task that ends a good run."""
LONGEST: Final = 1500
"""Characters that are kept of a message; all of it stands in the task's log."""

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run ended badly, and whether it is the mirror that would not be true (R8.7)."""

    message: str
    blocked: bool


def told(work: Callable[P, R]) -> Callable[P, R]:
    """Work as a task does it: with Airflow's connections, and its failure kept for the teardown."""

    @functools.wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        connections.export()
        logging.getLogger("great_expectations").setLevel(logging.WARNING)  # hundreds of lines a gate otherwise
        try:
            return work(*args, **kwargs)
        except AirflowSkipException:
            raise
        except (Exception, AirflowTaskTimeout) as error:
            _keep(error)
            raise

    return run


def of_run(states: Mapping[str, str | None], kept: Iterable[Mapping[str, Any]]) -> Failure | None:
    """The failure of a run, None where its last task ended it well.

    Args:
        states: the state of each task, mapped ones as `task_index`.
        kept: what `told` kept; a task that was killed kept nothing.
    """
    if states.get(LAST) == "success":
        return None
    failed = sorted(task for task, state in states.items() if state == "failed")
    notes = list(kept)
    silent = f"stopped without a word: {', '.join(failed)}" if failed else "marked as ended by a person"
    message = "\n".join(str(note["message"]) for note in notes) or silent
    return Failure(message, any(bool(note["blocked"]) for note in notes))


def _keep(error: BaseException) -> None:
    instance = get_current_context()["ti"]
    text = f"{instance.task_id}: {type(error).__name__}: {error}"[:LONGEST]
    instance.xcom_push(key=KEY, value={"message": text, "blocked": isinstance(error, RunBlocked)})
