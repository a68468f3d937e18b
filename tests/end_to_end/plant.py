"""An Airflow whose scheduler can be killed and started again, as after the fall of its machine, and whose tasks find
imported what they need."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress

import psutil

from cobranca.orchestration.local.environment import LOOPBACK, airflow
from cobranca.orchestration.local.ground import SLOW, Ground
from cobranca.orchestration.local.processes import Child, Children
from cobranca.orchestration.local.rest import Api
from cobranca.orchestration.local.system import DAG

SCHEDULING: Mapping[str, str] = {
    "AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE": "True",
    "AIRFLOW__SCHEDULER__JOB_HEARTBEAT_SEC": "1",
    "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "15",
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "3",
}
"""A dead scheduler is noticed after fifteen seconds instead of thirty, and what it left is looked for every three. A
shorter time would take a scheduler for dead that waits for a busy machine: its tasks would be started twice."""


def warm(*arguments: str) -> list[str]:
    """The command of a part of Airflow that has imported what tasks import: the scheduler's tasks are its forks."""
    return [sys.executable, "-m", "tests.end_to_end.warm", *arguments]


class Plant:
    """The parts of an Airflow; the scheduler comes and goes."""

    def __init__(self, ground: Ground, stack: ExitStack) -> None:
        self._ground = ground
        self._scheduling = stack.enter_context(ExitStack())
        self._lasting = stack.enter_context(Children())
        self._scheduler: Child | None = None
        self.api = Api(f"http://{LOOPBACK}:{ground.port}")
        for part in ("api-server", "dag-processor"):
            self._lasting.start(part, airflow(part), ground.environment, ground.place.logs / f"{part}.log")

    def wait_until_ready(self) -> None:
        """Its pages answer, and the DAG was read."""
        self._lasting.wait_until(lambda: self.api.is_healthy("metadatabase", "dag_processor"), "Airflow", SLOW)
        self.api.sign_in()
        self._lasting.wait_until(lambda: self.api.knows(DAG), f"DAG {DAG}", SLOW)

    def start_scheduler(self) -> None:
        """Start a scheduler; Airflow itself decides what is to be run."""
        children = self._scheduling.enter_context(Children())
        log = self._ground.place.logs / "scheduler.log"
        self._scheduler = children.start("scheduler", warm("scheduler"), self._ground.environment, log)

    def kill_scheduler(self) -> None:
        """Kill it (-9) with its workers and their tasks, whatever they are doing."""
        assert self._scheduler is not None
        leader = psutil.Process(self._scheduler.process.pid)
        family = [leader, *leader.children(recursive=True)]
        for member in family:
            with suppress(psutil.NoSuchProcess):
                member.kill()
        self._scheduler.process.wait()
        self._scheduling.close()  # its number may soon be another process's


@contextmanager
def standing(ground: Ground) -> Iterator[Plant]:
    """The parts that last; they end with the block, like every scheduler that was started."""
    with ExitStack() as stack:
        yield Plant(ground, stack)
