"""How the ERP writes JSON: text, dates, and money that is a whole number or a plain decimal."""

import json
from functools import lru_cache
from typing import Final

from cobranca.sandbox.portfolio.days import Day, written

NULL: Final = "null"
CENT: Final = 100


@lru_cache(maxsize=65_536)
def text(value: str | None) -> str:
    """A JSON string, or null."""
    return NULL if value is None else json.dumps(value, ensure_ascii=False)


@lru_cache(maxsize=131_072)
def money(cents: int) -> str:
    """An amount in cents as a JSON number: 139000 for a whole one, else 12.5 or 12.34. Never a float."""
    whole, rest = divmod(abs(cents), CENT)
    sign = "-" if cents < 0 else ""
    return f"{sign}{whole}.{rest:02d}".rstrip("0") if rest else f"{sign}{whole}"


@lru_cache(maxsize=20_000)
def day(value: Day | None) -> str:
    """DD/MM/YYYY in quotes, or null."""
    return NULL if value is None else f'"{written(value)}"'


def code(value: int) -> str:
    """A code as Estruturas writes it: a double such as 777.0."""
    return f"{value}.0"


def listed(records: list[str]) -> bytes:
    """A JSON array of records; empty bytes for none, which travels as 204."""
    return f"[{','.join(records)}]".encode() if records else b""
