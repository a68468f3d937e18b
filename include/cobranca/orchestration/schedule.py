"""When the batches run, and from which day on."""

import os
from datetime import date, datetime
from typing import Final

from airflow.sdk import CronTriggerTimetable
from pendulum import timezone

from cobranca.errors import ConfigurationError

ZONE: Final = timezone("America/Sao_Paulo")
EVERY_MORNING: Final = CronTriggerTimetable("0 5 * * *", timezone=ZONE)
"""05:00 in São Paulo; the logical date of a run is that moment of its D."""
EVERY_TEN_MINUTES: Final = CronTriggerTimetable("*/10 * * * *", timezone=ZONE)
VARIABLE: Final = "COBRANCA_START_ON"
FIRST_DAY: Final = date(2026, 11, 1)
"""The day from which the scheduler counts where the deployment names none; days too old skip themselves."""


def start() -> datetime:
    """Midnight, in São Paulo, of the first day that the scheduler runs: the company's go-live.

    Raises:
        ConfigurationError: `COBRANCA_START_ON` is not a date.
    """
    said = os.environ.get(VARIABLE, "").strip()
    try:
        day = date.fromisoformat(said) if said else FIRST_DAY
    except ValueError as error:
        raise ConfigurationError(f"{VARIABLE} is {said!r}: write the day of go-live, 2026-11-01") from error
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)
