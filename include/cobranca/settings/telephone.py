"""The laws on hours of collection calls, as `telephone.yaml` lists them (R7.6)."""

from typing import Annotated, Literal

from pydantic import Field

from cobranca.settings.base import Code, Model
from cobranca.settings.hours import Week

LawChannel = Literal["phone", "sms", "whatsapp", "email"]


class Law(Model):
    """One law: whom it protects, and when they may be called. Hours are local; a weekday not named is closed."""

    law: Code
    """Its number and year, as people look it up."""
    states: Annotated[tuple[Code, ...], Field(min_length=1)]
    channels: Annotated[tuple[LawChannel, ...], Field(min_length=1)] = ("phone",)
    hours: Week
    holidays: Literal["closed", "open"] = "closed"
    source: Code
    """Where its words were read."""


class Telephone(Model):
    """All known laws. A state without one is treated by all of them together: the most restrictive table."""

    laws: Annotated[tuple[Law, ...], Field(min_length=1)]
