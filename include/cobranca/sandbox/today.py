"""Which day it is for the sandbox: a fixed one, or the product's clock, asked at every request."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Final

from cobranca import clock
from cobranca.errors import ConfigurationError
from cobranca.sandbox.portfolio.days import LIVE_TO

LAST: Final = date.fromordinal(LIVE_TO)


def source(said: date | str | Path | None) -> Callable[[], date]:
    """What tells the day: a date or `YYYY-MM-DD` for a fixed one, a path or `@file` for one that is read
    again each time, None for `COBRANCA_CLOCK` or else the real day in America/Sao_Paulo.

    Raises:
        ConfigurationError: at once when a fixed day is not one, or lies after the sandbox's last;
            at the question when a file's is.
    """
    if said is None:
        return lambda: _within(clock.business_date())
    if isinstance(said, Path) or (isinstance(said, str) and said.startswith("@")):
        file = Path(str(said).removeprefix("@"))
        return lambda: _within(_read(file))
    fixed = _within(said if isinstance(said, date) else _day(said, "--today"))
    return lambda: fixed


def _read(file: Path) -> date:
    try:
        return _day(file.read_text(encoding="utf-8").strip(), str(file))
    except OSError as error:
        raise ConfigurationError(f"the clock file {file} cannot be read ({error.strerror})") from error


def _day(said: str, where: str) -> date:
    try:
        return datetime.fromisoformat(said).date()
    except ValueError as error:
        raise ConfigurationError(f"{where} says {said!r}: write a day such as 2026-03-10") from error


def _within(day: date) -> date:
    if day > LAST:
        raise ConfigurationError(f"the sandbox's portfolio lives until {LAST}, not {day}: set an earlier day")
    return day
