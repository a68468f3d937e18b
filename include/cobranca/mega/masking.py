"""Personal data in messages: enough to find the record in the ERP, not enough to know the person (R7.9)."""

import re
from typing import Final

_PERSONAL: Final = (
    "nome_cliente",
    "nome_participante",
    "cpf",
    "cnpj",
    "email",
    "mail",
    "fone",
    "customer_name",
)
_TAX_ID: Final = re.compile(r"\d{3}\.?\d{3}\.?\d{3}-?(\d{2})(?!\d)|\d{2}\.?\d{3}\.?\d{3}/?\d{4}-?(\d{2})(?!\d)")
_MAIL: Final = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")
_LONGEST: Final = 80


def shown(field: str | None, value: object) -> str | None:
    """A value as a message may show it: masked where the field, or what it looks like, is personal."""
    if value is None:
        return None
    text = str(value).replace("\x00", "\\0")
    if field and any(word in field.casefold() for word in _PERSONAL):
        return masked(text)
    return clipped(_MAIL.sub("***@***", _TAX_ID.sub(_ending, text)))


def masked(text: str) -> str:
    """The first letter of each word and the last two digits of a number: `Ana Lima` is `A*** L***`."""
    words = text.split()[:6]
    return " ".join(f"***{word[-2:]}" if word[:1].isdigit() else f"{word[0]}***" for word in words)


def clipped(text: str) -> str:
    """At most 80 characters of a text."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _ending(found: re.Match[str]) -> str:
    return f"***{found[1] or found[2]}"
