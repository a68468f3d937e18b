"""`cobranca_flow`: its own list of steps, each plan → gate → apply; nothing is caught up, nothing overlaps."""

from typing import Any

from cobranca.pipeline.steps import FLOW_STEPS


def test_the_order_is_the_list_of_steps(flow: Any) -> None:
    expected = ["begin"]
    for step in FLOW_STEPS:
        expected += [f"{step.name}.plan", f"{step.name}.gate", f"{step.name}.apply"]
    line, follower = [], "begin"
    while follower:
        line.append(follower)
        after = flow.task_dict[follower].downstream_task_ids - {"release"}
        assert len(after) <= 1, f"{follower} forks"
        follower = next(iter(after), "")
    assert line == [*expected, "finish"]
    assert set(flow.task_dict) == {*expected, "finish", "release"}


def test_groups_carry_the_steps_titles(flow: Any) -> None:
    groups = flow.task_group.get_task_group_dict()
    assert {step.name: groups[step.name].group_display_name for step in FLOW_STEPS} == {
        step.name: step.title for step in FLOW_STEPS
    }


def test_every_ten_minutes_and_never_for_what_is_past(flow: Any) -> None:
    assert flow.timetable.expression == "*/10 * * * *"
    assert flow.catchup is False
    assert flow.max_active_runs == 1


def test_its_begin_is_the_setup_of_the_teardown(flow: Any) -> None:
    """A run with nothing to do skips there, and nothing has to be given back."""
    assert flow.task_dict["begin"].is_setup
    assert flow.task_dict["release"].upstream_task_ids == {"begin", "finish"}


def test_only_numbers_travel_between_tasks(flow: Any) -> None:
    assert {name for name, task in flow.task_dict.items() if task.do_xcom_push} == {"begin"}
