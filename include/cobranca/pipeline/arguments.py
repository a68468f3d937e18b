"""What people write when they start a run, read and refused in one place."""

from datetime import date

from cobranca.errors import ConfigurationError
from cobranca.pipeline.run import Source


def day(text: str) -> date:
    """A business date. Raises ConfigurationError where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigurationError(f"as_of is {text!r}: write a date such as 2026-03-10") from error


def source_of(text: str) -> Source:
    """Where the day is read from. Raises ConfigurationError for anything but 'erp' and 'landing'."""
    if text == "erp":
        return "erp"
    if text == "landing":
        return "landing"
    raise ConfigurationError(f"source is {text!r}: write 'erp' or 'landing'")
