"""A Mega as a process beside a test, the company that it belongs to, and a clock for all."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cobranca.orchestration.local import erp
from cobranca.orchestration.local.place import Place
from cobranca.orchestration.local.processes import Children
from cobranca.paths import CONFIG

OURS = ("AIRFLOW_CONN_", "COBRANCA_")


def company(folder: Path, *, chunks: int, floor: int | None = None, catch_up_days: int | None = None) -> Path:
    """The example company in a folder of its own, with other numbers.

    Args:
        floor: how many rows always pass the shares of the gates (R8.6).
    """
    shutil.copytree(CONFIG, folder)
    _write(folder / "company.yaml", chunks=chunks, catch_up_days=catch_up_days)
    _write(folder / "gates.yaml", floor=floor)
    return folder


def _write(file: Path, **numbers: int | None) -> None:
    text = file.read_text(encoding="utf-8")
    for name, number in numbers.items():
        if number is not None:
            text, found = re.subn(rf"^(\s*{name}): \d+", rf"\1: {number}", text, flags=re.MULTILINE)
            assert found == 1, f"{file.name} says nothing of {name}"
    file.write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Beside:
    """What a process needs beside its database and its landing, and the clock that all of them read."""

    environment: dict[str, str]
    clock: Path

    def at(self, day: date, hour: str = "05:00") -> None:
        """Set the clock; nobody ever reads half of it."""
        coming = self.clock.with_suffix(".coming")
        coming.write_text(f"{day.isoformat()}T{hour}", encoding="utf-8")
        coming.replace(self.clock)

    def towards(self, database: str, landing: Path) -> dict[str, str]:
        """The environment of a process with this database and landing."""
        return {**self.environment, "AIRFLOW_CONN_COBRANCA_DB": database, "COBRANCA_LANDING": str(landing)}


@contextmanager
def beside(
    folder: Path, today: date, *, contracts: int, rows: int, seed: int, floor: int | None = None
) -> Iterator[Beside]:
    """A sandbox of its own process, with a portfolio of that seed, whose rows are fetched in two parts."""
    clock = folder / "clock"
    clock.write_text(f"{today.isoformat()}T05:00", encoding="utf-8")
    config = company(folder / "config", chunks=2, floor=floor)
    ours = {"COBRANCA_CLOCK": f"@{clock}", "COBRANCA_CONFIG": str(config)}
    with Children() as children:
        mega = erp.start(children, Place(folder), contracts, rows, seed, ours)
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
        yield Beside({**inherited, **ours, **mega}, clock)
