"""`cobranca_contact_stop`: a form and one task, ahead of every batch (R7.13)."""

from copy import deepcopy
from typing import Any

import pytest


@pytest.fixture
def stop(bag: Any) -> Any:
    return bag.dags["cobranca_contact_stop"]


def test_who_and_why_must_be_said(stop: Any) -> None:
    from airflow.sdk.exceptions import ParamValidationError  # noqa: PLC0415 - only after `bag`

    for name in ("name", "reason"):
        param = deepcopy(stop.params.get_param(name))
        with pytest.raises(ParamValidationError):
            param.resolve()
        for nothing in ("", None):
            with pytest.raises(ParamValidationError):
                param.resolve(nothing)
        assert param.resolve("Bia") == "Bia"


@pytest.mark.parametrize(("name", "value"), [("action", "pause"), ("scope", "contract"), ("value", 7)])
def test_what_does_not_fit_is_refused(stop: Any, name: str, value: Any) -> None:
    from airflow.sdk.exceptions import ParamValidationError  # noqa: PLC0415

    with pytest.raises(ParamValidationError):
        stop.params.get_param(name).resolve(value)


def test_it_does_not_queue_behind_a_batch(stop: Any, daily: Any) -> None:
    (task,) = stop.tasks
    assert task.weight_rule == "absolute" or type(task.weight_rule).__name__ == "_AbsolutePriorityWeightStrategy"
    assert task.priority_weight > sum(each.priority_weight for each in daily.tasks)
    assert task.retry_delay.total_seconds() <= 10
