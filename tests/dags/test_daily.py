"""`cobranca_daily` reads as the régua: the one list of steps, each plan → gate → apply (R8.6, R9.6)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cobranca.pipeline.steps import STEPS

READS = ["ingest.fetch_contracts", "ingest.scope", "ingest.fetch_chunk", "ingest.fetch_channels"]


def _line(daily: Any) -> list[str]:
    """The tasks in order; every one but the teardown has at most one that follows it."""
    line, follower = [], "begin"
    while follower:
        line.append(follower)
        after = daily.task_dict[follower].downstream_task_ids - {"release"}
        assert len(after) <= 1, f"{follower} forks"
        follower = next(iter(after), "")
    return line


def test_the_order_is_the_one_list_of_steps(daily: Any) -> None:
    expected = ["begin"]
    for step in STEPS:
        expected += READS if step.name == "ingest" else []
        expected += ["reconcile.reread"] if step.name == "reconcile" else []
        expected += [f"{step.name}.plan", f"{step.name}.gate", f"{step.name}.apply"]
    assert _line(daily) == [*expected, "finish"]
    assert set(daily.task_dict) == {*expected, "finish", "release"}


def test_groups_carry_the_steps_titles(daily: Any) -> None:
    groups = daily.task_group.get_task_group_dict()
    assert {step.name: groups[step.name].group_display_name for step in STEPS} == {s.name: s.title for s in STEPS}


def test_chunks_are_mapped_bounded_and_named(daily: Any) -> None:
    chunk = daily.task_dict["ingest.fetch_chunk"]
    assert chunk.is_mapped
    assert chunk.max_active_tis_per_dagrun
    assert "chunk" in chunk.partial_kwargs["map_index_template"]


def test_the_teardown_waits_for_every_chunk(daily: Any) -> None:
    """A chunk that fails lets go what follows it, while other chunks still write."""
    assert daily.task_dict["release"].upstream_task_ids == {"begin", "finish", "ingest.fetch_chunk"}
    assert daily.task_dict["begin"].is_setup


def test_only_numbers_travel_between_tasks(daily: Any) -> None:
    told = {name: task.do_xcom_push for name, task in daily.task_dict.items() if not task.is_mapped}
    assert {name for name, pushes in told.items() if pushes} == {"begin", "ingest.scope"}


@pytest.mark.parametrize(
    ("day", "moment"),
    [("2026-03-10", "2026-03-10T08:00:00+00:00"), ("2026-12-31", "2026-12-31T08:00:00+00:00")],
)
def test_every_morning_at_five_in_sao_paulo(daily: Any, day: str, moment: str) -> None:
    from airflow.timetables.base import DataInterval, TimeRestriction  # noqa: PLC0415 - only after `bag`
    from airflow.timetables.trigger import CronTriggerTimetable  # noqa: PLC0415
    from pendulum import datetime as instant  # noqa: PLC0415

    told = daily.timetable
    core = CronTriggerTimetable(told.expression, timezone=told.timezone)
    year, month, number = (int(part) for part in day.split("-"))
    midnight = instant(year, month, number, tz="America/Sao_Paulo")
    info = core.next_dagrun_info(
        last_automated_data_interval=None, restriction=TimeRestriction(midnight, None, catchup=True)
    )
    assert info is not None
    assert info.logical_date == datetime.fromisoformat(moment)
    assert info.data_interval == DataInterval.exact(info.logical_date)


def test_missed_days_are_caught_up_from_the_day_of_go_live(daily: Any) -> None:
    assert daily.catchup is True
    assert daily.start_date == datetime(2026, 11, 1, 3, tzinfo=UTC)
