"""What people write, taken into one form: texts, days, amounts and the values of their fields (R3.10)."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from cobranca.errors import ActRefused
from cobranca.settings.service import PersonField
from cobranca.settings.text import plain

Day = date | str
"""A day, or as people write it: 2026-03-10 or 10/03/2026."""
Amount = Decimal | int | str
"""R$, or as people write it: 1234.56 or 1.234,56 (1.234 is a thousand and more); never a binary float (R1.7)."""
FieldValue = str | date | Decimal | int | Iterable[str] | None
"""What a field may be given; None takes its value away."""
LONGEST: Final = 4000
"""Characters of a note, a reason or a text field."""
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_BRAZILIAN: Final = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")
_COMMA: Final = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]{1,2})?")
_POINT: Final = re.compile(r"[0-9]+\.[0-9]{1,2}")
_LIMIT: Final = Decimal(10) ** 13


def text(value: str | None, rule: str, what: str) -> str:
    """A text that must be there, without outer spaces."""
    said = optional_text(value, rule, what)
    if said is None:
        raise ActRefused(rule, f"falta {what}: escreva-o")
    return said


def optional_text(value: str | None, rule: str, what: str) -> str | None:
    """A text without outer spaces, None where there is none."""
    said = (value or "").strip()
    if "\x00" in said or len(said) > LONGEST:
        raise ActRefused(
            rule, f"{what} tem mais de {LONGEST} caracteres, ou um que não se grava: escreva-o de outra forma"
        )
    return said or None


def day(value: Day, rule: str, what: str) -> date:
    """A day, from a date or from text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    said = str(value).strip()
    try:
        if _ISO.fullmatch(said):
            return date.fromisoformat(said)
        if found := _BRAZILIAN.fullmatch(said):
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise ActRefused(rule, f"{what} {said} não existe no calendário") from None
    raise ActRefused(rule, f"{what} {said[:40]!r} não é uma data: escreva DD/MM/AAAA ou AAAA-MM-DD")


def amount(value: Amount, rule: str, what: str) -> Decimal:
    """An amount of zero or more with two decimals, exactly as given: nothing is rounded."""
    number = _number(value)
    if number is None:
        raise ActRefused(rule, f"{what} {str(value)[:40]!r} não é um valor em reais: escreva 1.234,56 ou 1234.56")
    if number < 0 or number >= _LIMIT:
        raise ActRefused(rule, f"{what} {str(value)[:40]} está fora do que se grava: de 0,00 a 9.999.999.999.999,99")
    return number


def of_field(field: PersonField, value: FieldValue) -> str | list[str] | None:
    """The value of a field as it is kept (cobranca.acts.events); None takes it away.

    Raises:
        ActRefused: R3.10, it is not of the field's type, or not in its list.
    """
    if value is None or value == "":
        return None
    what = f"o campo {field.code}"
    if field.type == "list":
        return _chosen(field, value) or None
    if field.type == "amount" and isinstance(value, Decimal | int | str):
        return f"{amount(value, 'R3.10', what):.2f}"
    if field.type == "date" and isinstance(value, date | str):
        return day(value, "R3.10", what).isoformat()
    if field.type == "text" and isinstance(value, str):
        return optional_text(value, "R3.10", what)
    raise ActRefused("R3.10", f"{what} é do tipo {field.type}: {str(value)[:40]!r} não serve")


def _number(value: Amount) -> Decimal | None:
    """The number, None where there is none in two decimals."""
    if isinstance(value, bool | float):
        return None
    if isinstance(value, int):
        return Decimal(value).quantize(Decimal("0.01")) if abs(value) < _LIMIT else Decimal(value)
    if isinstance(value, Decimal):
        return _exact(value)
    said = re.sub(r"^R\$\s*", "", str(value).strip())
    if _COMMA.fullmatch(said):
        return _exact(Decimal(said.replace(".", "").replace(",", ".")))
    return _exact(Decimal(said)) if _POINT.fullmatch(said) else None


def _exact(value: Decimal) -> Decimal | None:
    if not value.is_finite():
        return None
    if abs(value) >= _LIMIT:
        return value
    cents = value.quantize(Decimal("0.01"))
    return cents if cents == value else None


def _chosen(field: PersonField, value: FieldValue) -> list[str]:
    said = _parts(field, value)
    known = {plain(each): each for each in field.values}
    unknown = [each for each in said if plain(each) not in known]
    if unknown:
        wrong, able = ", ".join(unknown)[:80], ", ".join(field.values)
        raise ActRefused("R3.10", f"o campo {field.code} não tem {wrong}: escolha entre {able}")
    chosen = {plain(each) for each in said}
    return [each for key, each in known.items() if key in chosen]


def _parts(field: PersonField, value: FieldValue) -> list[str]:
    """The values named: one, several with commas or semicolons between them, or a list."""
    if not isinstance(value, str):
        if not isinstance(value, Iterable):
            raise ActRefused("R3.10", f"o campo {field.code} é do tipo list: {str(value)[:40]!r} não serve")
        return [str(each).strip() for each in value]
    if plain(value) in map(plain, field.values):
        return [value]
    return [each.strip() for each in re.split("[,;]", value) if each.strip()]
