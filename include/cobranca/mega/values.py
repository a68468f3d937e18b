"""Values as the ERP writes them: dates in two orders, null dates, codes as doubles, amounts.

Amounts stay Decimal from the text on the wire (R1.7). One with more than two decimals is rounded
half-up to cents when it is staged; sums are made of the rounded ones.
"""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

ZERO: Final = Decimal(0)
NOTHING: Final = Decimal("0.00")
CENT: Final = Decimal("0.01")
TOO_MUCH: Final = Decimal("9999999999999.995")
"""numeric(15, 2) holds what is below this, once it is rounded to cents."""
OLDEST: Final = date(1900, 1, 2)
LARGEST_CODE: Final = 2**53
"""Codes come as doubles, which count exactly up to here."""

_DATE: Final = re.compile(r"(?:(\d\d)/(\d\d)/(\d{4})|(\d{4})[-/](\d\d)[-/](\d\d))(?:[T ]\d\d:\d\d.*)?")
_NULL_YEAR: Final = 1


class Dates(dict[str | None, date | None]):
    """A memo from text to date: `Dates()['31/01/2026']`. A null date is None; nonsense is a ValueError."""

    def __missing__(self, text: str | None) -> date | None:
        read = self[text] = parse_date(text)
        return read


def parse_date(text: str | None) -> date | None:
    """A date of the ERP: DD/MM/YYYY, YYYY/MM/DD or ISO; None for null, '' and the year 0001.

    Raises:
        ValueError: it is not a date, or one before 1900.
    """
    if text is None or not text.strip():
        return None
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise ValueError("not a date: DD/MM/YYYY or YYYY/MM/DD is expected")
    day, month, year = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    if int(year) == _NULL_YEAR:
        return None
    try:
        read = date(int(year), int(month), int(day))
    except ValueError as error:
        raise ValueError(f"not a day of the calendar: {error}") from error
    if read < OLDEST:
        raise ValueError("a date before 1900")
    return read


def whole(code: float) -> int:
    """A code that may have come as a double: 777.0 is 777.

    Raises:
        ValueError: it has a fraction, or is larger than a double counts exactly.
    """
    if isinstance(code, float) and not code.is_integer():
        raise ValueError("a code must be a whole number")
    if not -LARGEST_CODE <= code <= LARGEST_CODE:
        raise ValueError("a code this large cannot be told from its neighbours")
    return int(code)


def is_amount(value: Decimal) -> bool:
    """Whether an amount can be kept: a number from 0 to below ten trillion."""
    try:
        return ZERO <= value < TOO_MUCH
    except InvalidOperation:  # NaN has no order
        return False


def cents(value: Decimal | None) -> Decimal:
    """An amount rounded half-up to cents; nothing is zero."""
    return value.quantize(CENT, ROUND_HALF_UP) if value else NOTHING


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text as it is compared: without case, accents and outer or doubled spaces, like work.plain."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(part for part in parts if not unicodedata.combining(part)).split())


def tax_id(text: str | None) -> str | None:
    """CPF or CNPJ without punctuation: digits, and letters for the alphanumeric CNPJ."""
    return re.sub(r"[^0-9A-Z]", "", text.upper()) or None if text else None


def trimmed(text: str | None) -> str | None:
    """Text without outer spaces; None for nothing."""
    return (text.strip() or None) if text else None
