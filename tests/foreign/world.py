"""The product beside the oracle: one ERP, one settings folder, one clock, day after day."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
import yaml

from cobranca.paths import CONFIG
from cobranca.pipeline import batch
from tests.foreign.server import PASSWORD, PREFIX, USER
from tests.foreign.wsdl import FRESHNESS, MAPPING, TYPES
from tests.oracle import company, compare, reading
from tests.oracle import day as decisions
from tests.oracle.book import Book
from tests.oracle.tables import Difference
from tests.oracle.wire import Answers

ZONE = ZoneInfo("America/Sao_Paulo")
Files = dict[str, dict[str, Any]]


def folder_of(folder: Path, change: Callable[[Files], None]) -> Path:
    """A copy of the example company, changed as parsed YAML by file name."""
    shutil.copytree(CONFIG, folder)
    files = {file.name: yaml.safe_load(file.read_text("utf-8")) for file in folder.glob("*.yaml")}
    change(files)
    for name, content in files.items():
        (folder / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    return folder


def foreign(files: Files) -> None:
    """What the other ERP wants of erp.yaml; patience is short."""
    erp = files["erp.yaml"]["erp"]
    erp["rest"] |= {"prefix": PREFIX, "retries": 1, "backoff_seconds": 0, "timeout_seconds": 5, "parallel_calls": 2}
    erp |= {"soap": MAPPING, "freshness": FRESHNESS, "occurrence_types": TYPES, "channels": ["csv", "person"]}


def without_gates(files: Files) -> None:
    """The other ERP, and shares that let every day pass: what is decided is looked at, not how much of it."""
    foreign(files)
    most = ("new_share", "routed_share", "gone_share", "closed_share", "failed_share")
    files["gates.yaml"]["gates"] |= dict.fromkeys(most, "1.00") | {"listed_share": "0.00", "rows_share": "0.00"}
    files["gates.yaml"]["gates"] |= {"reconcile_tolerance": "99999999.00", "reconcile_titles": 9999}


@dataclass
class World:
    """Runs D in the product and in the oracle, and says where they differ."""

    conn: psycopg.Connection[Any]
    clock: Path
    company: company.Company
    book: Book = field(default_factory=Book)
    today: date | None = None

    def batch(self, as_of: date) -> None:
        """The product's day; raises what stopped it."""
        self.clock.write_text(f"{as_of.isoformat()}T05:00", "utf-8")
        batch.run(as_of)

    def oracle(
        self, as_of: date, told: Answers, ask: Callable[[Answers, set[int]], None] | None = None
    ) -> list[Difference]:
        """The oracle's day, and all differences."""
        day = reading.Day(self.company, as_of, now=datetime.combine(as_of, time(5), ZONE))
        decisions.run(self.book, reading.read(self.book, day, told, ask))
        return compare.compare(self.conn, self.book, day)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What stands in the database."""
        return self.conn.execute(query).fetchall()


def world(
    conn: psycopg.Connection[Any],
    patch: pytest.MonkeyPatch,
    folder: Path,
    rest: str,
    wsdl: str,
    config: Path,
    user: str = USER,
    password: str = PASSWORD,
) -> World:
    """A world whose product reads the ERP at `rest` and `wsdl`."""
    clock = folder / "clock"
    for name, host in (("REST", rest), ("SOAP", wsdl)):
        said = {"conn_type": "http", "host": host, "login": user, "password": password}
        patch.setenv(f"AIRFLOW_CONN_MEGA_{name}", json.dumps(said))
    patch.setenv("COBRANCA_LANDING", str(folder / "landing"))
    patch.setenv("COBRANCA_CLOCK", f"@{clock}")
    patch.setenv("COBRANCA_CONFIG", str(config))
    return World(conn, clock, company.read(config))
