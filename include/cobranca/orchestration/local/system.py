"""Airflow's own processes on a ground that is laid: API server, scheduler, reader of DAGs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from cobranca.orchestration.local.environment import LOOPBACK, airflow
from cobranca.orchestration.local.ground import SLOW, Ground
from cobranca.orchestration.local.processes import Children
from cobranca.orchestration.local.rest import Api

PARTS: Final = ("api-server", "scheduler", "dag-processor")
HEALTHY: Final = ("metadatabase", "scheduler", "dag_processor")
DAG: Final = "cobranca_daily"


@dataclass(frozen=True, slots=True)
class System:
    """An Airflow that runs, and how to reach it."""

    ground: Ground
    url: str
    api: Api
    children: Children


@contextmanager
def started(ground: Ground, tell: Callable[[str], None]) -> Iterator[System]:
    """Start Airflow and wait until it has read the DAG; its processes end with the block.

    Raises:
        ChildDied: a part did not come up; its log's end is told.
        AirflowRefused: the DAG's file cannot be read.
    """
    url = f"http://{LOOPBACK}:{ground.port}"
    with Children() as children:
        for part in PARTS:
            children.start(part, airflow(part), ground.environment, ground.place.logs / f"{part}.log")
        api = Api(url)
        children.wait_until(lambda: api.is_healthy(*HEALTHY), "Airflow", SLOW)
        api.sign_in()
        children.wait_until(lambda: api.knows(DAG), f"DAG {DAG}", SLOW)
        tell(f"Airflow no ar em {url}")
        yield System(ground, url, api, children)
