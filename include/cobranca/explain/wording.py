"""Days, amounts and keys as operators read them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from cobranca import clock

_SWAPPED: Final = str.maketrans(",.", ".,")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the number of the rule that stands behind it."""

    text: str
    rule: str | None = None


def day(value: date | None) -> str:
    """DD/MM/AAAA; 'data desconhecida' where there is none."""
    return f"{value:%d/%m/%Y}" if value else "data desconhecida"


def instant(value: datetime) -> str:
    """DD/MM/AAAA HH:MM in São Paulo."""
    return f"{value.astimezone(clock.ZONE):%d/%m/%Y %H:%M}"


def amount(value: Decimal | None) -> str:
    """R$ 1.234,56."""
    return f"R$ {value or Decimal():,.2f}".translate(_SWAPPED)


def capital(text: str) -> str:
    """The first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def count(number: int, one: str, many: str) -> str:
    """'1 dia', '2 dias'."""
    return f"{number} {one if number == 1 else many}"


def days(number: int) -> str:
    """'1 dia', '17 dias'."""
    return count(number, "dia", "dias")


def listed(words: list[str] | tuple[str, ...]) -> str:
    """'A', 'A e B', 'A, B e C'."""
    return " e ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
