"""Holidays of a state or of a city, as a file of `holidays/` lists them (R2.2)."""

from cobranca.settings.base import Code, Model


class HolidayDay(Model):
    """`day` is `DD-MM` for every year or `YYYY-MM-DD` for one."""

    day: Code
    name: Code


class HolidayCalendar(Model):
    """The dates of a state, or of one of its cities."""

    state: Code
    city: Code | None = None
    days: tuple[HolidayDay, ...] = ()
