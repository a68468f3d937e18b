"""States of Brazil: their clock, area codes and own legal holidays, as `states.yaml` lists them (R7.6)."""

from typing import Annotated

from pydantic import Field

from cobranca.settings.base import Code, Model
from cobranca.settings.holiday import HolidayDay

AreaCode = Annotated[str, Field(pattern=r"^[1-9][1-9]$")]


class CityClock(Model):
    """Cities that do not keep their state's time; several zones: it is not certain which."""

    cities: Annotated[tuple[Code, ...], Field(min_length=1)]
    zones: Annotated[tuple[Code, ...], Field(min_length=1)]


class State(Model):
    """A state (UF) with its time zone by IANA's name."""

    code: Code
    name: Code
    zone: Code
    other_clocks: tuple[CityClock, ...] = ()
    area_codes: Annotated[tuple[AreaCode, ...], Field(min_length=1)]
    holidays: tuple[HolidayDay, ...] = ()
