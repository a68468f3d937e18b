"""The DAGs as Airflow reads them, without a database of Airflow's."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cobranca.paths import ROOT


@pytest.fixture(scope="session")
def bag(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """All of dags/; a file that cannot be read fails the test that asks for it."""
    home: Path = tmp_path_factory.mktemp("airflow")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIRFLOW_HOME", str(home))
        patch.setenv("AIRFLOW__CORE__LOAD_EXAMPLES", "False")
        patch.setenv("AIRFLOW__CORE__PLUGINS_FOLDER", str(ROOT / "plugins"))
        patch.setenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", f"sqlite:///{home}/airflow.db")
        patch.delenv("COBRANCA_START_ON", raising=False)
        from airflow.dag_processing.dagbag import DagBag  # noqa: PLC0415 - it reads the environment

        yield DagBag(str(ROOT / "dags"))


@pytest.fixture
def daily(bag: Any) -> Any:
    """The daily batch."""
    return bag.dags["cobranca_daily"]


@pytest.fixture
def flow(bag: Any) -> Any:
    """The batch of every ten minutes."""
    return bag.dags["cobranca_flow"]
