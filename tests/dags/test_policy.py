"""What every DAG of ours keeps to. An empty bag fails: a rule over no DAG would hold."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cobranca.paths import ROOT

OWNED_BY = {
    "cobranca_daily": "cobranca_daily.py",
    "cobranca_flow": "cobranca_flow.py",
    "cobranca_contact_stop": "cobranca_contact_stop.py",
}
"""Each DAG and its file: a new one is written here, so that nobody adds one unnoticed."""
BY_HAND = ("cobranca_contact_stop",)
"""Those that hold no lease: an act of a person in one task."""


def test_every_file_is_read_and_accounted_for(bag: Any) -> None:
    assert bag.import_errors == {}
    found = {dag_id: Path(dag.fileloc).name for dag_id, dag in bag.dags.items()}
    assert found == OWNED_BY
    assert {path.name for path in (ROOT / "dags").glob("*.py")} == set(OWNED_BY.values())


@pytest.mark.parametrize("dag_id", OWNED_BY)
def test_people_can_read_it(bag: Any, dag_id: str) -> None:
    dag = bag.dags[dag_id]
    assert dag.dag_display_name != dag_id
    assert len(dag.doc_md or "") > 500
    assert dag.description
    assert {"cobrança"} <= set(dag.tags)
    for task in dag.tasks:
        assert task.task_display_name != task.task_id, f"{task.task_id} has no name for people"
    for group in dag.task_group.get_task_group_dict().values():
        if group.group_id:
            assert group.group_display_name, f"{group.group_id} has no name for people"


@pytest.mark.parametrize("dag_id", OWNED_BY)
def test_every_task_is_owned_bounded_and_tried_again(bag: Any, dag_id: str) -> None:
    tasks = bag.dags[dag_id].tasks
    assert tasks
    for task in tasks:
        assert task.owner == "cobranca"
        assert task.retries >= 1, f"{task.task_id} is not tried again after a network's failure"
        assert isinstance(task.execution_timeout, timedelta), f"{task.task_id} may work for ever"
        assert task.depends_on_past is False
        assert task.retry_policy is not None


@pytest.mark.parametrize("dag_id", [dag_id for dag_id in OWNED_BY if dag_id not in BY_HAND])
def test_one_run_at_a_time_and_a_teardown_whose_verdict_is_the_runs(bag: Any, dag_id: str) -> None:
    """The teardown fails where the run did; no other task works after a failure, which would make it green."""
    dag = bag.dags[dag_id]
    assert dag.max_active_runs == 1
    teardowns = [task for task in dag.tasks if task.is_teardown]
    assert [(task.task_id, task.on_failure_fail_dagrun) for task in teardowns] == [("release", True)]
    for task in dag.tasks:
        if not task.is_teardown:
            assert task.trigger_rule.value == "all_success", f"{task.task_id} would run after a failure"


@pytest.mark.parametrize("dag_id", BY_HAND)
def test_what_people_start_runs_when_they_start_it_and_never_by_itself(bag: Any, dag_id: str) -> None:
    dag = bag.dags[dag_id]
    assert dag.max_active_runs == 1
    assert dag.timetable.can_be_scheduled is False
    assert dag.is_paused_upon_creation is False, "a run of a paused DAG would wait in silence"
    assert dag.start_date is None, "a run before it would be refused"
    assert len(dag.tasks) == 1


@pytest.mark.parametrize("dag_id", OWNED_BY)
def test_params_tell_what_they_are(bag: Any, dag_id: str) -> None:
    params = bag.dags[dag_id].params
    for name in params:
        schema = params.get_param(name).schema
        assert "type" in schema, f"{name} has no type"
        assert schema.get("title"), f"{name} has no title"
        assert len(params.get_param(name).schema.get("description_md") or "") > 30, f"{name} is not described"
        assert {"enum", "maxLength", "maxItems", "format"} & set(schema) or schema["type"] == "boolean"
