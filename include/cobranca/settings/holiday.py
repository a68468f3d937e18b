"""Holidays of a state or of a city, as a file of `holidays/` lists them (R2.2)."""

from typing import Literal

from cobranca.settings.base import Code, Model


class HolidayDay(Model):
    """`day` is `DD-MM` for every year, `YYYY-MM-DD` for one, or days from Easter Sunday: `easter+8`, `easter-2`.

    Where a state's law moves it: to `friday` from a Tuesday, Wednesday or Thursday before it, or to the
    `sunday` that follows, from any other day.
    """

    day: Code
    name: Code
    moves_to: Literal["friday", "sunday"] | None = None


class HolidayCalendar(Model):
    """The dates of a state, or of one of its cities."""

    state: Code
    city: Code | None = None
    days: tuple[HolidayDay, ...] = ()
