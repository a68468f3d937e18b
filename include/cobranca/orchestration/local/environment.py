"""The environment in which Airflow's processes run on one machine."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cobranca.orchestration.local.place import Place, free_port
from cobranca.paths import INCLUDE, ROOT

LOOPBACK: Final = "127.0.0.1"
EXECUTABLES: Final = Path(sys.executable).parent


def of_airflow(place: Place, metadata: str, port: int, more: Mapping[str, str]) -> dict[str, str]:
    """The variables of all of Airflow's processes.

    Args:
        metadata: the address of the database that Airflow keeps its own state in.
        port: of the API server, on the loopback.
        more: connections of the product and what else its tasks read.
    """
    secret = place.secrets()
    return {
        **_inherited(),
        "AIRFLOW_HOME": str(place.airflow),
        **_section("CORE", _core(port) | {"FERNET_KEY": secret["fernet"]}),
        **_section("DATABASE", {"SQL_ALCHEMY_CONN": metadata.replace("postgresql://", "postgresql+psycopg2://", 1)}),
        **_section("API", _api(port) | {"SECRET_KEY": secret["api"]}),
        **_section("API_AUTH", {"JWT_SECRET": secret["jwt"]}),
        **_section("SCHEDULER", {"USE_JOB_SCHEDULE": "False", "SCHEDULER_IDLE_SLEEP_TIME": "0.5"}),
        **_section("DAG_PROCESSOR", {"PARSING_PROCESSES": "1", "MIN_FILE_PROCESS_INTERVAL": "60"}),
        **_section("LOGGING", {"WORKER_LOG_SERVER_PORT": str(free_port())}),
        **_section("USAGE_DATA_COLLECTION", {"ENABLED": "False"}),
        **more,
    }


def airflow(*arguments: str) -> list[str]:
    """The command that runs a part of Airflow, of this very environment."""
    return [sys.executable, "-m", "airflow", *arguments]


def _core(port: int) -> dict[str, str]:
    return {
        "EXECUTOR": "LocalExecutor",
        "PARALLELISM": str(max(2, min(8, os.cpu_count() or 2))),
        "DAGS_FOLDER": str(ROOT / "dags"),
        "PLUGINS_FOLDER": str(ROOT / "plugins"),
        "LOAD_EXAMPLES": "False",
        "DAGS_ARE_PAUSED_AT_CREATION": "False",
        "SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "EXECUTION_API_SERVER_URL": f"http://{LOOPBACK}:{port}/execution/",
    }


def _api(port: int) -> dict[str, str]:
    return {"HOST": LOOPBACK, "PORT": str(port), "BASE_URL": f"http://{LOOPBACK}:{port}", "WORKERS": "1"}


def _inherited() -> dict[str, str]:
    """What processes take over, with the loopback kept out of any proxy."""
    loopback = f"localhost,{LOOPBACK}"
    without_airflow = {key: value for key, value in os.environ.items() if not key.startswith("AIRFLOW__")}
    return {
        **without_airflow,
        "PATH": f"{EXECUTABLES}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": os.pathsep.join([str(INCLUDE), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "NO_PROXY": loopback,
        "no_proxy": loopback,
        "PYTHONUNBUFFERED": "1",
    }


def _section(name: str, options: Mapping[str, str]) -> dict[str, str]:
    return {f"AIRFLOW__{name}__{option}": value for option, value in options.items()}
