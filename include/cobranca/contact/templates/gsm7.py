"""The alphabet of SMS (3GPP TS 23.038): 160 of its characters are one message; another one makes it Unicode, 70."""

import unicodedata
from typing import Final

LONGEST: Final = 160
"""Septets of one SMS."""
BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION: Final = frozenset("\f^{}\\[~]|€")
"""Characters that take two septets."""
_OTHERS: Final = str.maketrans(
    {"ª": "a", "º": "o", "°": "o", "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "•": "-"}
)


def fold(text: str) -> str:
    """The text in this alphabet: `não` is `nao`, `é` stays; what has no counterpart is `?`."""
    return "".join(_folded(char) for char in unicodedata.normalize("NFC", text).translate(_OTHERS))


def septets(text: str) -> int:
    """How long a folded text is."""
    return sum(2 if char in EXTENSION else 1 for char in text)


def _folded(char: str) -> str:
    if char in BASIC or char in EXTENSION:
        return char
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return plain if plain and all(part in BASIC for part in plain) else " " if char.isspace() else "?"
