"""Great Expectations: suites are got from the context root, never written; the database is only read.

Importing it takes seconds, so it is imported here, inside, and once a process. Data sources live in
a context in memory, because a file context would write them into great_expectations.yml.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from cobranca import clock, database
from cobranca.errors import PipelineError
from cobranca.paths import EXPECTATIONS
from cobranca.pipeline.run import Run
from cobranca.pipeline.steps import Step

log = logging.getLogger(__name__)

PLANNER: Final = {"work_mem": "256MB", "jit": "off", "enable_nestloop": "off"}
"""As in the steps' own sessions (run.PLANNER): checks join whole sets too."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What Great Expectations found for one expectation; `rows` are some of the `count` that break a rule."""

    meta: dict[str, Any]
    severity: str
    passed: bool
    count: int
    rows: tuple[dict[str, Any], ...]


def validate(run: Run, step: Step, batch_query: str) -> list[Judged]:
    """Judge the step's suite on the batch, in the suite's order.

    Raises:
        PipelineError: an expectation could not be judged at all; that is no verdict, and cannot be accepted.
    """
    from great_expectations.exceptions import GreatExpectationsError  # noqa: PLC0415 - takes seconds

    suite = _suite(run, step)
    try:
        with _batch(run, step, batch_query) as batch:
            found = batch.validate(suite, result_format="COMPLETE")
    except (GreatExpectationsError, ConnectionError) as error:
        raise PipelineError(f"{step.name} could not be judged: {' '.join(str(error).split())}") from error
    results = {result.expectation_config.meta["name"]: result for result in found.results}
    return [_judged(results[expectation.meta["name"]]) for expectation in suite.expectations]


def url(run: Run) -> str:
    """SQLAlchemy's URL of the database for a gate: a host is named, and the run's session variables are set."""
    address = sa.make_url(database.url())
    variables = {
        "cobranca.settings_hash": run.settings_hash,
        "cobranca.as_of": run.as_of.isoformat(),
        "cobranca.now": clock.now().isoformat(),
        "cobranca.facts_at": run.facts_at.isoformat(),
        "TimeZone": clock.ZONE.key,
        **PLANNER,
        "default_transaction_read_only": "on",
    }
    options = " ".join(f"-c {name}={value}" for name, value in variables.items())
    before = address.query.get("options")
    address = address.update_query_dict({"options": f"{before} {options}" if before else options})
    return address.set(host=address.host or "localhost").render_as_string(hide_password=False).replace("$", "%24")


@cache
def _contexts() -> tuple[Any, Any]:
    """The context root, for suites, and a context in memory, for data sources."""
    import great_expectations as gx  # noqa: PLC0415 - takes seconds
    from great_expectations.data_context.types.base import ProgressBarsConfig  # noqa: PLC0415

    import cobranca.pipeline.gate_rows  # noqa: F401, PLC0415 - makes the suites' own expectation known

    # What it cannot query it logs as a trace, and gives back: we tell it in a sentence.
    logging.getLogger("great_expectations").setLevel(logging.CRITICAL)
    root = gx.get_context(mode="file", context_root_dir=EXPECTATIONS)
    memory = gx.get_context(mode="ephemeral")
    memory.variables.analytics_enabled = False
    memory.variables.progress_bars = ProgressBarsConfig(globally=False)
    return root, memory


def _suite(run: Run, step: Step) -> Any:
    suite = _contexts()[0].suites.get(step.name)
    for expectation in suite.expectations:
        if hasattr(expectation, "unexpected_rows_query"):
            expectation.unexpected_rows_query = run.text(expectation.unexpected_rows_query)
    return suite


@contextmanager
def _batch(run: Run, step: Step, query: str) -> Iterator[Any]:
    sources = _contexts()[1].data_sources
    name = f"{step.name} {run.as_of}"
    source = sources.add_or_update_postgres(name, connection_string=url(run), create_temp_table=False)
    try:
        asset = source.add_query_asset(step.name, query=query)
        yield asset.add_batch_definition_whole_table(step.name).get_batch()
    finally:
        source.get_execution_engine().close()
        source.get_engine().dispose()
        sources.delete(name)


def _judged(result: Any) -> Judged:
    config = result.expectation_config
    _insist_on_verdict(config.meta["name"], result.exception_info)
    found = result.result or {}
    rows = (found.get("details") or {}).get("unexpected_rows") or ()
    severity = getattr(config.severity, "value", config.severity)
    count = int(found["observed_value"]) if rows else 0
    return Judged(dict(config.meta), str(severity), bool(result.success), count, tuple(rows))


def _insist_on_verdict(name: str, told: dict[str, Any] | None) -> None:
    """Great Expectations calls a query that PostgreSQL refused a failed check. It is an error of ours."""
    errors = [told] if told and "raised_exception" in told else list((told or {}).values())
    raised = [error for error in errors if error.get("raised_exception")]
    if raised:
        raise PipelineError(f"{name} could not be judged: {raised[0].get('exception_message')}")
