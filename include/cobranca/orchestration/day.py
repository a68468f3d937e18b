"""Which business date a run of Airflow is of (R2.1), and whether it is too old to be run by itself (R9.6)."""

import os
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cobranca import clock
from cobranca.pipeline.arguments import day as parsed


@dataclass(frozen=True, slots=True)
class Asked:
    """What Airflow and a person say of a run, as far as its day depends on it."""

    as_of: str | None
    logical_date: datetime | None
    run_after: datetime
    run_type: str

    @classmethod
    def by(cls, context: Any) -> "Asked":
        """From the context of a task."""
        dag_run = context["dag_run"]
        return cls(
            context["params"].get("as_of") or None, dag_run.logical_date, dag_run.run_after, dag_run.run_type.value
        )

    @property
    def is_scheduled(self) -> bool:
        """Whether the scheduler made the run by itself: neither a person nor a backfill asked for it."""
        return self.run_type == "scheduled" and self.as_of is None


def business_date(asked: Asked) -> date:
    """D: the day asked for, else the logical date's in São Paulo, else today's.

    Today is told by the clock where one is set (tests, simulations), else by the moment for which the run
    was asked, which stays the same when a task is tried again after midnight.

    Raises:
        ConfigurationError: `as_of` is not a date.
    """
    if asked.as_of:
        return parsed(asked.as_of)
    if asked.logical_date is not None:
        return asked.logical_date.astimezone(clock.ZONE).date()
    if os.environ.get(clock.VARIABLE, "").strip():
        return clock.business_date()
    return asked.run_after.astimezone(clock.ZONE).date()


def is_too_old(asked: Asked, as_of: date, catch_up_days: int) -> bool:
    """Whether a missed day skips itself, since a later run converges anyway (R9.2, R9.6)."""
    return asked.is_scheduled and (clock.business_date() - as_of).days > catch_up_days
