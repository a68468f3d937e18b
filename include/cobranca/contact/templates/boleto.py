"""The linha digitável: 47 digits of a bank's boleto, 48 of a collection slip, each with check digits (FEBRABAN).

One whose check digits are wrong is not shown: it would be paid to nobody, or to somebody else.
"""

import re
from typing import Final

_RUN: Final = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){46,47}(?!\d)")
_BANK, _SLIP = 47, 48
_FIELDS: Final = ((0, 9), (10, 20), (21, 31))
"""Where the fields of a bank's line stand; the digit after each checks it."""
_TEN: Final = 10


def line_in(text: str) -> str | None:
    """The digits of the first valid linha digitável in a text; None where there is none."""
    candidates = (re.sub(r"\D", "", found[0]) for found in _RUN.finditer(text))
    return next((digits for digits in candidates if is_valid(digits)), None)


def is_valid(digits: str) -> bool:
    """Whether digits are a linha digitável whose check digits fit."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    if len(digits) == _BANK:
        return all(_mod10(digits[start:end]) == int(digits[end]) for start, end in _FIELDS) and _is_barcode(digits)
    return len(digits) == _SLIP and digits[0] == "8" and _is_slip(digits)


def spaced(digits: str) -> str:
    """As it is printed on the paper: `00190.50095 40144.816069 06809.350314 3 37370000000100`."""
    if len(digits) != _BANK:
        return " ".join(f"{digits[at : at + 11]}-{digits[at + 11]}" for at in range(0, len(digits), 12))
    parts = (digits[:5], digits[5:10]), (digits[10:15], digits[15:21]), (digits[21:26], digits[26:32])
    return " ".join([*(f"{left}.{right}" for left, right in parts), digits[32], digits[33:]])


def _is_barcode(line: str) -> bool:
    """The digit of the whole code, which stands apart in the line: modulo 11, 1 instead of 0, 10 and 11."""
    body = line[:4] + line[33:] + line[4:9] + line[10:20] + line[21:31]
    check = 11 - _sum11(body) % 11
    return int(line[32]) == (check if 1 < check < _TEN else 1)


def _is_slip(line: str) -> bool:
    """Four blocks of eleven digits and a check digit, by modulo 10 or 11 as the third digit says."""
    blocks = [line[at : at + 12] for at in range(0, _SLIP, 12)]
    check = _mod10 if line[2] in "67" else _mod11
    return line[2] in "6789" and all(check(block[:11]) == int(block[11]) for block in blocks)


def _mod10(digits: str) -> int:
    """Weights 2, 1, 2 … from the right, digits of each product added."""
    products = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits)))
    return -sum(product // _TEN + product % _TEN for product in products) % _TEN


def _mod11(digits: str) -> int:
    """Modulo 11 of a collection slip: 0 where the rest is 0 or 1."""
    rest = _sum11(digits) % 11
    return 0 if rest in (0, 1) else 11 - rest


def _sum11(digits: str) -> int:
    return sum(int(digit) * (2 + place % 8) for place, digit in enumerate(reversed(digits)))
