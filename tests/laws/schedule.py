"""What is done to a portfolio: which days are run when and from where, what people do, which settings stand."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Sao_Paulo")
MORNING = "05:00"
Source = Literal["erp", "landing", "fetch", "minutes"]


class Step:
    """Something done at an instant; it says of itself only what is not the usual."""

    day: int
    hour: str

    def at(self, first: date) -> datetime:
        """When, the schedule's first day being `first`."""
        return datetime.combine(first + timedelta(self.day), time.fromisoformat(self.hour), ZONE)

    def __repr__(self) -> str:
        said = [f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if getattr(self, one.name)]  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(said)})"


@dataclass(frozen=True, repr=False)
class Run(Step):
    """A run of D = day `as_of`, on day `day`.

    Source 'fetch': it is read and landed, then the run breaks. 'minutes': the batch of every ten minutes.
    """

    as_of: int
    day: int
    hour: str = MORNING
    source: Source = "erp"

    @property
    def is_late(self) -> bool:
        """Whether D is over (R2.1)."""
        return self.day > self.as_of


@dataclass(frozen=True, repr=False)
class Act(Step):
    """Something that a person does with a contract, if it is to be had then (cobranca.acts)."""

    day: int
    what: str
    key: tuple[int, int]
    value: str = ""
    row: int = 0
    until: int = 0  # the last day of a hold
    hour: str = "10:00"


@dataclass(frozen=True, repr=False)
class Settled(Step):
    """Another settings folder stands, from before the morning's run of a day."""

    day: int
    variant: str
    hour: str = "03:00"


@dataclass(frozen=True)
class Schedule:
    """All of it. Days count from `first`."""

    first: date
    runs: tuple[Run, ...]
    acts: tuple[Act, ...] = ()
    variant: str = "plain"
    changes: tuple[Settled, ...] = ()
    name: str = field(default="", compare=False)

    def steps(self) -> list[Run | Act | Settled]:
        """In the order of time; of what happens at once, runs come in the order given."""
        told: Iterable[Run | Act | Settled] = (*self.changes, *self.acts, *self.runs)
        return sorted(told, key=lambda step: step.at(self.first))

    def is_same(self, before: Run, run: Run) -> bool:
        """Whether a run is one run before once more: the same D, day and settings, and nobody acted in between."""
        return (before.as_of, before.day) == (run.as_of, run.day) and not self._acts_between(before, run)

    def is_disturbed_by(self, run: Run) -> bool:
        """Whether a run on time saw what people did after that day's morning."""
        return not run.is_late and self._acts_between(Run(run.as_of, run.as_of), run)

    def _acts_between(self, before: Run, run: Run) -> bool:
        start, end = before.at(self.first), run.at(self.first)
        return any(start < one.at(self.first) <= end for one in self.acts)

    def day(self, number: int) -> date:
        """Day 0 is the first."""
        return self.first + timedelta(number)


def every_day(days: int = 15) -> tuple[Run, ...]:
    """Each day on time."""
    return tuple(Run(n, n) for n in range(days))
