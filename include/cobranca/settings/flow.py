"""Flows: ordered steps, each a status with what the machine does there (R4.5, R5)."""

import re
from typing import Annotated, Literal

from pydantic import Field, model_serializer, model_validator

from cobranca.settings.base import Code, Model

Unit = Literal["days", "minutes"]
UNITS: dict[str, Unit] = {
    **dict.fromkeys(("day", "days", "dia", "dias"), "days"),
    **dict.fromkeys(("minute", "minutes", "minuto", "minutos"), "minutes"),
}


class Wait(Model):
    """How long a linear status waits; written `3 days` or `1 minute`."""

    count: Annotated[int, Field(ge=1)]
    unit: Unit

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if isinstance(value, dict):
            return value
        match = re.fullmatch(r"\s*(\d+)\s*([a-z]+)\s*", str(value).lower())
        if not match or match[2] not in UNITS:
            raise ValueError("not a waiting time; write for example `3 days` or `1 minute`")
        return {"count": int(match[1]), "unit": UNITS[match[2]]}

    @model_serializer
    def _as_text(self) -> str:
        return f"{self.count} {self.unit}"

    @property
    def days(self) -> int:
        """Whole days that it adds to the place in the régua; minutes add none (R5.3)."""
        return self.count if self.unit == "days" else 0

    @property
    def minutes(self) -> int | None:
        """The minutes that a ticket waits which a person put there (R5.3); None where it waits days."""
        return self.count if self.unit == "minutes" else None


class Integration(Model):
    """What entering a status does to the contract or customer (R4.5).

    Either a fixed `value` (`limpar` clears) or the name of an additional `field` that holds it.
    """

    method: Literal["collection_status", "category", "block", "unblock"]
    value: Code | None = None
    field: Code | None = None
    scope: Literal["contract", "customer", "both"] = "both"

    @model_validator(mode="after")
    def _one_source(self) -> "Integration":
        if (self.value is None) == (self.field is None):
            raise ValueError("write either `value` or `field`, one of them")
        return self

    @property
    def is_clearing(self) -> bool:
        """Whether it takes a mark away instead of setting one."""
        return (self.value or "").lower() == "limpar"


class Step(Model):
    """One status of a flow. Channels are tried in the order written; none: silent."""

    status: Code
    linear: bool = False
    hidden: bool = False
    wait: Wait | None = None
    leads_to: Code | None = None
    channels: tuple[Code, ...] = ()
    integration: Integration | None = None


class Flow(Model):
    """The statuses that tickets of a request go through; `closing` ones may follow any step."""

    code: Code
    name: Code
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    closing: tuple[Code, ...] = ()

    def step(self, status: str) -> Step | None:
        """The step of a status, None where the flow does not have it."""
        return next((step for step in self.steps if step.status == status), None)
