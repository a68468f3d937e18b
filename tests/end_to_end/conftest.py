"""A whole local system as `make run` starts it, with a small portfolio and a clock that tests move."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cobranca.orchestration.local.ground import Ground, Wanted, laid
from cobranca.paths import CONFIG

FIRST_DAY = date(2026, 3, 10)


@dataclass(frozen=True)
class Clock:
    """The file that `COBRANCA_CLOCK` names, read by the sandbox and by every task."""

    file: Path

    def set(self, day: date) -> None:
        """It is five in the morning of that day."""
        self.file.write_text(f"{day.isoformat()}T05:00", encoding="utf-8")


@pytest.fixture(scope="session")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    made = Clock(tmp_path_factory.mktemp("clock") / "now")
    made.set(FIRST_DAY)
    return made


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Ground]:
    """PostgreSQL, migrated, and the sandbox; the company is the example's, fetched in two chunks."""
    config = tmp_path_factory.mktemp("company") / "config"
    shutil.copytree(CONFIG, config)
    company = config / "company.yaml"
    company.write_text(company.read_text(encoding="utf-8").replace("chunks: 32", "chunks: 2"), encoding="utf-8")
    more = {"COBRANCA_CLOCK": f"@{clock.file}", "COBRANCA_CONFIG": str(config)}
    folder = tmp_path_factory.mktemp("run")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AIRFLOW_CONN_COBRANCA_DB", "AIRFLOW_CONN_MEGA_REST", "COBRANCA_LANDING"):
            patch.delenv(name, raising=False)
        with laid(Wanted(folder, contracts=60, more=more), print) as made:
            yield made
