"""Hours of a day and weekdays, as laws and windows write them (R7.6)."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any, Final, Literal

from pydantic import model_serializer, model_validator

from cobranca.settings.base import Model

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: Final[tuple[Weekday, ...]] = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
"""In the order of `date.weekday()`."""
_TEXT: Final = re.compile(r"\s*(\d\d:\d\d)\s*-\s*(\d\d:\d\d)\s*")


class Hours(Model):
    """From `opens` on, up to `closes`, which no longer belongs to it; written `08:00-20:00`."""

    opens: time
    closes: time

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if isinstance(value, Mapping):
            return value
        match = _TEXT.fullmatch(str(value))
        if not match:
            raise ValueError("not hours; write for example `08:00-20:00`")
        return {"opens": match[1], "closes": match[2]}

    @model_validator(mode="after")
    def _in_order(self) -> "Hours":
        if self.closes <= self.opens:
            raise ValueError("it closes before it opens; write the earlier time first, such as `08:00-20:00`")
        return self

    @model_serializer
    def _as_text(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


Week = Mapping[Weekday, Hours]
"""The open hours of each weekday; one that is not named is closed."""


def intersection(weeks: list[Week]) -> dict[Weekday, Hours]:
    """What is open in every one of the weeks; at least one is given."""
    common: dict[Weekday, Hours] = {}
    for day in WEEKDAYS:
        hours = [week[day] for week in weeks if day in week]
        opens, closes = max((h.opens for h in hours), default=None), min((h.closes for h in hours), default=None)
        if len(hours) == len(weeks) and opens and closes and opens < closes:
            common[day] = Hours(opens=opens, closes=closes)
    return common


def every(days: tuple[Weekday, ...], hours: Hours) -> dict[Weekday, Hours]:
    """The same hours on some weekdays."""
    return dict.fromkeys(days, hours)


def of_row(hours: Hours | None) -> tuple[Any, Any]:
    """Opening and closing as a row holds them; closed: two nulls."""
    return (hours.opens, hours.closes) if hours else (None, None)
