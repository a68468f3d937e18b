"""Every expectation with rows that pass and rows that must fail (R8.6)."""

from collections.abc import Iterable
from dataclasses import replace

import psycopg
import pytest

from cobranca.pipeline import gate
from cobranca.pipeline.gate_verdict import CheckResult
from cobranca.pipeline.run import Run
from cobranca.pipeline.steps import BY_NAME
from tests.expectations import plans
from tests.expectations.cases import CASES, Case


def change(db: psycopg.Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        db.execute(statement)


def judged(db: psycopg.Connection, run: Run, name: str, statements: Iterable[str]) -> CheckResult:
    """The result of one expectation on the step's plan after some changes."""
    step = name.split(".", maxsplit=1)[0]
    plans.BASE[step](db)
    change(db, statements)
    return next(result for result in gate.judge(run, BY_NAME[step]).results if result.name == name)


def test_no_expectation_without_rows_that_fail() -> None:
    assert {case.name for case in CASES} | {"ingest.freshness_configured"} == gate.known_expectations()


@pytest.mark.parametrize("step", plans.BASE)
def test_a_good_plan_passes_every_check(ground: psycopg.Connection, run: Run, step: str) -> None:
    plans.BASE[step](ground)
    assert ground.execute(f"SELECT count(*) FROM {BY_NAME[step].plan_table}").fetchone()[0] > 0
    verdict = gate.judge(run, BY_NAME[step])
    assert [result for result in verdict.results if not result.passed] == []
    assert verdict.outcome == "passed"


@pytest.mark.parametrize("case", [case for case in CASES if case.passes], ids=lambda case: case.name)
def test_rows_at_the_edge_pass(ground: psycopg.Connection, run: Run, case: Case) -> None:
    result = judged(ground, replace(run, **case.flags), case.name, case.passes)
    assert (result.passed, result.unexpected_count, result.sample) == (True, 0, ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rows_that_break_it_fail(ground: psycopg.Connection, run: Run, case: Case) -> None:
    result = judged(ground, replace(run, **case.flags), case.name, case.fails)
    assert not result.passed
    assert result.unexpected_count == case.count
    if case.key is not None:
        assert any(case.key.items() <= row.items() for row in result.sample)
    assert len(result.sample) <= 20


@pytest.mark.parametrize("told", ["asked", "staged by hand"])
def test_freshness_that_nobody_can_tell_fails(ground: psycopg.Connection, run: Run, told: str) -> None:
    """R8.7: a warning in every report. (That a configured signal passes stands in the good plan.)"""
    silent = run.settings.model_copy(update={"erp": run.settings.erp.model_copy(update={"freshness": None})})
    changed = replace(run, settings=silent) if told == "asked" else replace(run, source="staged")
    result = judged(ground, changed, "ingest.freshness_configured", ())
    assert (result.passed, result.severity, result.stops) == (False, "warning", False)
