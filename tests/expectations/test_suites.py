"""The committed suites: as built, complete, and known without Great Expectations."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cobranca.paths import EXPECTATIONS
from cobranca.pipeline import gate
from cobranca.pipeline.steps import BY_NAME

CHECKS = [check for file in sorted((EXPECTATIONS / "suites").glob("*.json"))
          for check in json.loads(file.read_text(encoding="utf-8"))["expectations"]]  # fmt: skip


def test_the_suites_are_what_the_script_builds() -> None:
    from expectations import build  # noqa: PLC0415 - imports Great Expectations

    assert build.stale() == []
    assert build.build() == build.build()


def test_every_step_has_its_suite() -> None:
    there = {file.stem for file in (EXPECTATIONS / "suites").glob("*.json")}
    assert there == set(BY_NAME)


def test_every_query_file_is_a_check() -> None:
    files = {f"{file.parent.name}.{file.stem}" for file in (EXPECTATIONS / "rows").rglob("*.sql")}
    assert files <= gate.known_expectations()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check["meta"]["name"])
def test_a_check_says_what_it_is(check: dict) -> None:
    meta = check["meta"]
    assert meta["name"].split(".")[0] in BY_NAME
    assert meta["rule"].startswith("R")
    assert meta["title"][0].isupper()
    assert check["severity"] in {"critical", "warning"}
    assert not meta["blocks"] or check["severity"] == "critical"


def test_names_and_ids_are_unique() -> None:
    assert len({check["meta"]["name"] for check in CHECKS}) == len({check["id"] for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("step", list(BY_NAME))
def test_no_personal_data_is_read(step: str) -> None:
    """R7.9: samples stand in gate results."""
    text = (EXPECTATIONS / "suites" / f"{step}.json").read_text(encoding="utf-8")
    assert not re.search(r"\b(customer_name|tax_id|address|recipient|body|subject|participant\.name)\b", text)


def test_codes_are_known_without_great_expectations() -> None:
    """Importing it takes seconds; `begin` and DAG parsing must not."""
    code = (
        "import sys; from cobranca.pipeline import gate; assert 'flows.no_backward_move' in gate.known_expectations(); "
        "assert 'great_expectations' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
