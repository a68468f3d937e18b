"""A whole local system as `make run` starts it, with a small portfolio and a clock that tests move."""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cobranca.orchestration.local.ground import Ground, Wanted, laid
from cobranca.paths import CONFIG, ROOT

FIRST_DAY = date(2026, 3, 10)


@dataclass(frozen=True)
class Clock:
    """The file that `COBRANCA_CLOCK` names, read by the sandbox and by every task."""

    file: Path

    def set(self, day: date) -> None:
        """It is five in the morning of that day."""
        self.file.write_text(f"{day.isoformat()}T05:00", encoding="utf-8")


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    made = Clock(tmp_path_factory.mktemp("clock") / "now")
    made.set(FIRST_DAY)
    return made


def company(folder: Path, **flags: int) -> Path:
    """The example company with other numbers in company.yaml."""
    shutil.copytree(CONFIG, folder)
    file = folder / "company.yaml"
    text = file.read_text(encoding="utf-8")
    for name, number in flags.items():
        text, found = re.subn(rf"^{name}: \d+", f"{name}: {number}", text, flags=re.MULTILINE)
        assert found == 1, f"company.yaml says nothing of {name}"
    file.write_text(text, encoding="utf-8")
    return folder


@contextmanager
def laid_anew(folder: Path, contracts: int, more: Mapping[str, str]) -> Iterator[Ground]:
    """PostgreSQL, migrated, and the sandbox, whatever systems the environment of the tests names."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AIRFLOW_CONN_COBRANCA_DB", "AIRFLOW_CONN_MEGA_REST", "COBRANCA_LANDING"):
            patch.delenv(name, raising=False)
        patch.setenv("PYTHONPATH", str(ROOT))
        with laid(Wanted(folder, contracts=contracts, more=more), print) as made:
            yield made


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[Ground]:
    """A ground on which days follow one another; the company's rows are fetched in two chunks."""
    config = company(tmp_path_factory.mktemp("company") / "config", chunks=2)
    more = {"COBRANCA_CLOCK": f"@{clock.file}", "COBRANCA_CONFIG": str(config)}
    with laid_anew(tmp_path_factory.mktemp("run"), 60, more) as made:
        yield made
