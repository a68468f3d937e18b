"""The documents for those who run it stay true: what they name is there, and what is there is named."""

import json
import re
from pathlib import Path

import psycopg
import pytest

from cobranca.paths import EXPECTATIONS, ROOT

DICTIONARY = (ROOT / "docs/data-dictionary.md").read_text(encoding="utf-8")
RUNBOOK = (ROOT / "docs/runbook.md").read_text(encoding="utf-8")
DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
STEPS = sorted(file.stem for file in (EXPECTATIONS / "suites").glob("*.json"))
RELATION = re.compile(r"`((?:mega|crm|work|audit)\.[a-z_]+)`")
CHECK = re.compile(rf"`((?:{'|'.join(STEPS)})\.[a-z_]+)`")
LONGEST_DECISION = 40


@pytest.fixture
def columns(db: psycopg.Connection) -> dict[str, set[str]]:
    """The columns of each table and view of the schemas."""
    found = db.execute(
        "SELECT table_schema || '.' || table_name, array_agg(column_name::text) FROM information_schema.columns "
        "WHERE table_schema IN ('mega', 'crm', 'work', 'audit') GROUP BY 1"
    )
    return {name: set(its) for name, its in found}


def expectations() -> set[str]:
    suites = [json.loads(file.read_text(encoding="utf-8")) for file in (EXPECTATIONS / "suites").glob("*.json")]
    return {check["meta"]["name"] for suite in suites for check in suite["expectations"]}


def chapters() -> dict[tuple[str, ...], set[str]]:
    """The tables that a heading of the dictionary names, and the columns that its list tells."""
    told = {}
    for chapter in re.split(r"^### ", DICTIONARY, flags=re.MULTILINE)[1:]:
        head, _, body = chapter.partition("\n")
        items = re.findall(r"^- (.*(?:\n  .*)*)", body.partition("\n## ")[0], flags=re.MULTILINE)
        named = [name for item in items for name in re.findall(r"(?:`[a-z_]+`,\s+)*`[a-z_]+`(?=:)", item)]
        told[tuple(RELATION.findall(head))] = {name for names in named for name in re.findall("`([a-z_]+)`", names)}
    return told


def test_every_table_and_view_stands_in_the_dictionary_and_no_other(columns: dict[str, set[str]]) -> None:
    told = set(RELATION.findall(DICTIONARY))
    assert columns.keys() - told == set()
    assert told - columns.keys() == set()


def test_the_columns_that_the_dictionary_tells_are_there(columns: dict[str, set[str]]) -> None:
    assert len(chapters()) > 20
    for tables, named in chapters().items():
        there = set().union(*(columns[table] for table in tables))
        assert named - there == set(), tables


def test_every_expectation_stands_in_the_runbook_and_no_other() -> None:
    assert expectations() == set(CHECK.findall(RUNBOOK))


def test_the_queries_of_the_runbook_run(db: psycopg.Connection) -> None:
    queries = re.findall(r"```sql\n(.*?)```", RUNBOOK, flags=re.DOTALL)
    assert len(queries) > 15
    for query in queries:
        db.execute(query)


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_is_short_and_has_its_parts(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_DECISION
    for part in ("## Context", "## Decision", "## Why", "## Consequences"):
        assert part in text
    assert [
        file for file in re.findall(r"`((?:include|expectations|tests)/[\w/.]+)`", text) if not (ROOT / file).exists()
    ] == []
