"""What a local system stands on: PostgreSQL with both databases migrated, and a Mega to speak to."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from subprocess import DEVNULL, STDOUT, run
from sys import executable
from typing import Final

from cobranca import clock, connections, database
from cobranca.orchestration.local import erp
from cobranca.orchestration.local.environment import airflow, of_airflow
from cobranca.orchestration.local.place import Place, free_port
from cobranca.orchestration.local.processes import ChildDied, Children, tail

SLOW: Final = 180.0
"""Seconds within which each part of the system must be there, on a slow machine."""
OURS: Final = ("AIRFLOW_CONN_", "COBRANCA_")
"""How the variables begin that lead the product to its systems."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person may choose of a local system.

    The sandbox is left out where the environment names another ERP (`AIRFLOW_CONN_MEGA_REST`).
    `more` are variables for everything that is started, `COBRANCA_CLOCK` for one.
    """

    folder: Path
    contracts: int = 1000
    rows: int = 600
    seed: int = 1
    port: int | None = None
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ground:
    """What is there: where it is kept, and the environment that leads to it, Airflow's options included."""

    place: Place
    environment: Mapping[str, str]
    port: int

    @property
    def database(self) -> str:
        """The address of the product's database."""
        return self.environment[connections.variable("cobranca_db")]


@contextmanager
def laid(wanted: Wanted, tell: Callable[[str], None]) -> Iterator[Ground]:
    """Start PostgreSQL and the sandbox, migrate; all of it ends with the block.

    Within it this process has the product's connections too.

    Raises:
        ConfigurationError: the folder is in use, or was made for another portfolio.
        ChildDied: a part did not come up; its log's end is told.
    """
    place = Place(wanted.folder.resolve())
    with place.alone(), Children() as children:
        addresses = _postgres(place, children)
        tell("PostgreSQL no ar")
        product = _product(place, wanted, addresses["cobranca"], children)
        port = wanted.port or free_port()
        environment = of_airflow(place, addresses["airflow"], port, product)
        with _known_here(product):
            database.migrate()
            _migrate_airflow(place, environment)
            tell("bancos migrados, Mega no ar")
            yield Ground(place, environment, port)


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
    said = {key: value for key, value in os.environ.items() if key.startswith(OURS) and value.strip()}
    ours = {connections.variable("cobranca_db"): address, "COBRANCA_LANDING": str(place.landing)}
    if connections.variable("mega_rest") not in said:
        place.insist_on_demo(wanted.contracts, wanted.rows, wanted.seed)
        ours |= erp.start(children, place, wanted.contracts, wanted.rows, wanted.seed, wanted.more)
    return ours | said | dict(wanted.more)


@contextmanager
def _known_here(product: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update({key: value for key, value in product.items() if key.startswith(OURS)})
    clock.now()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _migrate_airflow(place: Place, environment: Mapping[str, str]) -> None:
    """Bring Airflow's own database to its version; once a version, since it takes seconds."""
    done = place.airflow / f"migrated-{version('apache-airflow')}"
    if done.exists():
        return
    place.airflow.mkdir(parents=True, exist_ok=True)
    log = place.logs / "airflow-migrate.log"
    with log.open("wb") as output:
        command = airflow("db", "migrate")
        code = run(  # noqa: S603 - a command of our own
            command, env=dict(environment), stdin=DEVNULL, stdout=output, stderr=STDOUT, check=False
        ).returncode
    if code:
        raise ChildDied(f"airflow db migrate ended with code {code}; the end of {log}:\n{tail(log)}")
    done.touch()
