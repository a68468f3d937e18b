"""Which errors are tried again, and what a run that failed is ended with (R8.6, R8.7)."""

import pytest

from cobranca.errors import ConfigurationError, ErpError, GateFailed, PlanLost, RunBlocked, RunRefused
from cobranca.orchestration.defaults import NOT_AGAIN
from cobranca.orchestration.failures import Failure, of_run


@pytest.mark.parametrize("error", [GateFailed, RunBlocked, PlanLost, RunRefused, ConfigurationError])
def test_what_a_person_must_act_on_is_not_tried_again(error: type[Exception]) -> None:
    assert NOT_AGAIN.evaluate(error("x"), 1, 2).action.value == "fail"


@pytest.mark.parametrize("error", [ErpError, ConnectionError, OSError, TimeoutError])
def test_the_erp_and_the_network_are_tried_again(error: type[Exception]) -> None:
    assert NOT_AGAIN.evaluate(error("x"), 1, 2).action.value == "default"


def test_a_good_run_has_no_failure() -> None:
    assert of_run({"begin": "success", "finish": "success", "release": "running"}, []) is None


def test_the_causes_are_kept_and_one_that_blocks_blocks() -> None:
    states = {"ingest.gate": "failed", "ingest.apply": "upstream_failed"}
    kept = [{"message": "ingest.gate: RunBlocked: ingest.fresh: 1 case", "blocked": True}]
    assert of_run(states, kept) == Failure("ingest.gate: RunBlocked: ingest.fresh: 1 case", blocked=True)


def test_a_task_that_was_killed_is_named() -> None:
    states = {"ingest.fetch_chunk_0": "success", "ingest.fetch_chunk_1": "failed"}
    assert of_run(states, []) == Failure("stopped without a word: ingest.fetch_chunk_1", blocked=False)


def test_a_run_that_a_person_marked_as_failed_is_no_good_run() -> None:
    states = {"begin": "success", "ingest.scope": "skipped", "finish": "skipped"}
    assert of_run(states, []) == Failure("marked as ended by a person", blocked=False)


def test_a_task_that_failed_once_and_then_did_its_work_leaves_a_good_run() -> None:
    assert of_run({"finish": "success"}, [{"message": "ErpError: 503", "blocked": False}]) is None
