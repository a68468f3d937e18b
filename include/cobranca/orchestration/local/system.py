"""A whole local system: PostgreSQL, the ERP's sandbox, Airflow. It lives as long as a `with` block."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from subprocess import DEVNULL, STDOUT, run
from sys import executable
from time import monotonic
from typing import Final

from cobranca import clock, connections, database
from cobranca.orchestration.local import erp
from cobranca.orchestration.local.environment import LOOPBACK, airflow, of_airflow
from cobranca.orchestration.local.place import Place, free_port
from cobranca.orchestration.local.processes import Child, ChildDied, Children, tail
from cobranca.orchestration.local.rest import Api

PARTS: Final = ("api-server", "scheduler", "dag-processor")
SLOW: Final = 180.0
"""Seconds within which each part of the system must be there, on a slow machine."""
DAG: Final = "cobranca_daily"

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person may choose of a local system.

    `sandbox` is left out where the environment names another ERP (`AIRFLOW_CONN_MEGA_REST`).
    """

    folder: Path
    contracts: int = 1000
    seed: int = 1
    port: int | None = None
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class System:
    """A system that runs: where it is, and how to reach it."""

    place: Place
    environment: Mapping[str, str]
    url: str
    api: Api
    children: Children

    @property
    def database(self) -> str:
        """The address of the product's database."""
        return self.environment[connections.variable("cobranca_db")]


@contextmanager
def started(wanted: Wanted, tell: Tell) -> Iterator[System]:
    """Start everything, and end it in any case.

    Raises:
        ConfigurationError: the folder is in use, or was made for another portfolio.
        ChildDied: a part did not come up; its log's end is told.
    """
    place = Place(wanted.folder.resolve())
    began = monotonic()
    with place.alone(), Children() as children:
        addresses = _postgres(place, children)
        tell(f"PostgreSQL no ar ({monotonic() - began:.0f} s)")
        product = _product(place, wanted, addresses["cobranca"], children)
        _migrate(product)
        tell(f"banco da cobrança e Mega prontos ({monotonic() - began:.0f} s)")
        port = wanted.port or free_port()
        environment = of_airflow(place, addresses["airflow"], port, product)
        _migrate_airflow(place, environment)
        system = System(place, environment, url := f"http://{LOOPBACK}:{port}", Api(url), children)
        _airflow(system)
        tell(f"Airflow no ar em {url} ({monotonic() - began:.0f} s)")
        yield system


def _postgres(place: Place, children: Children) -> dict[str, str]:
    ready = place.folder / "addresses.json"
    ready.unlink(missing_ok=True)
    module = "cobranca.orchestration.local.postgres"
    command = [executable, "-m", module, str(place.postgres), str(ready), "cobranca", "airflow"]
    children.start("postgres", command, os.environ, place.logs / "postgres.log")
    children.wait_until(ready.exists, "PostgreSQL", SLOW)
    addresses: dict[str, str] = json.loads(ready.read_text(encoding="utf-8"))
    return addresses


def _product(place: Place, wanted: Wanted, address: str, children: Children) -> dict[str, str]:
    """What the product's tasks read: connections, landing, clock. What the environment names already stays."""
    said = {key: value for key, value in os.environ.items() if key.startswith("AIRFLOW_CONN_")}
    ours = {connections.variable("cobranca_db"): address, "COBRANCA_LANDING": str(place.landing)}
    kept = {key: os.environ[key] for key in ("COBRANCA_LANDING",) if os.environ.get(key)}
    if connections.variable("mega_rest") not in said:
        contracts, seed = place.demo(wanted.contracts, wanted.seed)
        ours |= erp.start(children, place, contracts, seed, wanted.more)
    return ours | said | kept | dict(wanted.more)


def _migrate(product: Mapping[str, str]) -> None:
    os.environ.update({key: value for key, value in product.items() if key.startswith("AIRFLOW_CONN_")})
    if clock.VARIABLE in product:
        os.environ[clock.VARIABLE] = product[clock.VARIABLE]
    database.migrate()


def _migrate_airflow(place: Place, environment: Mapping[str, str]) -> None:
    """Bring Airflow's own database to its version; once a version, since it takes seconds."""
    done = place.airflow / f"migrated-{version('apache-airflow')}"
    if done.exists():
        return
    place.airflow.mkdir(parents=True, exist_ok=True)
    place.logs.mkdir(parents=True, exist_ok=True)
    log = place.logs / "airflow-migrate.log"
    with log.open("wb") as output:
        code = run(  # noqa: S603 - a command of our own
            airflow("db", "migrate"),
            env=dict(environment),
            stdin=DEVNULL,
            stdout=output,
            stderr=STDOUT,
            check=False,
        ).returncode
    if code:
        raise ChildDied(f"airflow db migrate ended with code {code}; the end of {log}:\n{tail(log)}")
    done.touch()


def _airflow(system: System) -> list[Child]:
    parts = [
        system.children.start(part, airflow(part), system.environment, system.place.logs / f"{part}.log")
        for part in PARTS
    ]
    system.children.wait_until(
        lambda: system.api.is_healthy("metadatabase", "scheduler", "dag_processor"), "Airflow", SLOW
    )
    system.api.sign_in()
    system.children.wait_until(lambda: system.api.knows(DAG), f"DAG {DAG}", SLOW)
    return parts
