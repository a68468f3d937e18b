"""The one clock (R2.1). `COBRANCA_CLOCK` sets it for tests and simulations: an instant such as
`2026-03-10T05:00`, or `@file`, a file with one that is read again at each question."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from cobranca.errors import ConfigurationError

ZONE: Final = ZoneInfo("America/Sao_Paulo")
VARIABLE: Final = "COBRANCA_CLOCK"


def now() -> datetime:
    """The instant, in America/Sao_Paulo.

    Raises:
        ConfigurationError: `COBRANCA_CLOCK` holds neither an instant nor a readable `@file`.
    """
    said = os.environ.get(VARIABLE, "").strip()
    if not said:
        return datetime.now(ZONE)
    return _instant(_from_file(said[1:]) if said.startswith("@") else said)


def business_date() -> date:
    """Today's business date in America/Sao_Paulo (R2.1)."""
    return now().date()


def is_late(as_of: date) -> bool:
    """Whether a run of D is late: its D is before the clock's business date (R2.1)."""
    return as_of < business_date()


def _from_file(name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigurationError(
            f"{VARIABLE} names the file {name!r}, which cannot be read ({error.strerror}): "
            "write an instant such as 2026-03-10T05:00 into it"
        ) from error


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigurationError(
            f"{VARIABLE} is {text!r}: write an instant such as 2026-03-10T05:00, or @file"
        ) from error
    return instant.replace(tzinfo=ZONE) if instant.tzinfo is None else instant.astimezone(ZONE)
