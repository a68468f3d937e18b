"""Values as a customer reads them: DD/MM/AAAA, 1.234,56, names in their own case; and those that are not there."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Self

_SMALL: Final = frozenset(("da", "das", "de", "del", "di", "do", "dos", "du", "e", "van", "von"))
_KEPT: Final = frozenset(("S/A", "S.A.", "SA", "ME", "EPP", "EIRELI", "II", "III", "IV"))
_CENT: Final = Decimal("0.01")


class MissingValue(Exception):
    """A value that this contract does not have was written out."""


class Absent:
    """A value that is not there: false in an `if`, never printed."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __str__(self) -> str:
        raise MissingValue(self.name)

    def __html__(self) -> str:
        raise MissingValue(self.name)


class Day(date):
    """A date that is written DD/MM/AAAA."""

    @classmethod
    def of(cls, day: date) -> Self:
        """The same day."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        return f"{self.day:02d}/{self.month:02d}/{self.year:04d}"


class Money(Decimal):
    """An amount that is written 1.234,56, without R$."""

    def __str__(self) -> str:
        return money(self)


def money(amount: Decimal) -> str:
    """1.234,56: rounded half-up to cents."""
    text = format(Decimal(amount).quantize(_CENT, ROUND_HALF_UP), ",.2f")
    return text.translate(str.maketrans(",.", ".,"))


def clean(text: str) -> str:
    """One line of visible characters: no line break, control or bidirectional mark gets into a subject or a text."""
    spaced = "".join(" " if char.isspace() or unicodedata.category(char) == "Cc" else char for char in text)
    visible = (char for char in spaced if unicodedata.category(char) not in ("Cf", "Cs", "Co", "Cn"))
    return re.sub(r" +", " ", unicodedata.normalize("NFC", "".join(visible))).strip()


def joined(values: Iterable[object]) -> str:
    """`a, b e c`, each once, in order."""
    texts = list(dict.fromkeys(str(value) for value in values))
    return " e ".join(filter(None, (", ".join(texts[:-1]), texts[-1]))) if texts else ""


def person_name(text: str) -> str:
    """A name in its own case: `ANA DE SOUZA` is `Ana de Souza`; what is not all capitals stays as it is."""
    name = clean(text)
    if name not in (name.upper(), name.lower()):
        return name
    return " ".join(_word(word, is_first=place == 0) for place, word in enumerate(name.split(" ")))


def first_name(text: str) -> str:
    """The first word of a name."""
    return person_name(text).split(" ")[0]


def _word(word: str, *, is_first: bool) -> str:
    if word.upper() in _KEPT:
        return word.upper()
    return word.lower() if word.lower() in _SMALL and not is_first else word.title()


def shortened(text: str, length: int) -> str:
    """At most `length` characters: cut between words where that leaves half of it."""
    text = str(text)
    if len(text) <= length:
        return text
    cut = text[:length]
    whole = cut if text[length] == " " else cut.rpartition(" ")[0]
    return (whole if len(whole) >= length // 2 else cut).rstrip(" ,.-")
