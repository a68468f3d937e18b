"""What a failed law says: the differences, and the story of the first contract among them."""

from collections.abc import Iterable
from pprint import pformat

from tests.laws.schedule import Run, Schedule
from tests.laws.story import Story
from tests.oracle.tables import Difference

MOST = 8


def told(schedule: Schedule, stories: Iterable[Story], run: Run, found: list[Difference]) -> str:
    """Readable, and Python to start a named example from."""
    mine = [story for story in stories if any(story.key == _key(one) for one in found)]
    lines = [f"{schedule.name}: {run} (D {schedule.day(run.as_of)}, {len(found)} differences)"]
    lines += [f"  {one}" for one in found[:MOST]]
    for story in mine[:1]:
        lines += ["", pformat(story, width=150), ""]
        lines += [f"  {act}" for act in schedule.acts if act.key[1] // 2 == story.code // 2]
    lines += [f"variant {schedule.variant} {schedule.changes}, first {schedule.first}"]
    lines += [
        f"  {step}"
        for step in schedule.steps()
        if isinstance(step, Run) and step.at(schedule.first) <= run.at(schedule.first)
    ]
    return "\n".join(lines)


def _key(one: Difference) -> tuple[int, ...] | None:
    """The contract that a difference is about, from a title or a ticket's name."""
    if not isinstance(one.key, tuple) or len(one.key) < 2:
        return None
    return one.key[1:3] if isinstance(one.key[0], str) else one.key[:2]
