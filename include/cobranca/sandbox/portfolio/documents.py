"""CPF and CNPJ of invented people, with valid check digits, made from a number and found back by it.

The base digits are a permutation of the customer's number, so a document needs no table: it is undone.
"""

from typing import Final

_CPF_SIZE: Final = 10**9
_CPF_STEP: Final = 387_420_489  # coprime with the size, as its inverse must exist
_CPF_SHIFT: Final = 104_729
_CNPJ_SIZE: Final = 10**8
_CNPJ_STEP: Final = 43_046_721
_CNPJ_SHIFT: Final = 15_485
_CPF_DIGITS: Final = 11
_CNPJ_DIGITS: Final = 14


def cpf(number: int) -> str:
    """The 11 digits of customer `number`'s CPF."""
    base = f"{(number * _CPF_STEP + _CPF_SHIFT) % _CPF_SIZE:09d}"
    return _closed(base, range(10, 1, -1), range(11, 1, -1))


def cnpj(number: int) -> str:
    """The 14 digits of company `number`'s CNPJ (head office, 0001)."""
    base = f"{(number * _CNPJ_STEP + _CNPJ_SHIFT) % _CNPJ_SIZE:08d}0001"
    first = [*range(5, 1, -1), *range(9, 1, -1)]
    return _closed(base, first, [6, *first])


def number_of(document: str) -> int | None:
    """The customer's number behind a document's digits; None when it is not a valid CPF or CNPJ."""
    if not document.isdigit():
        return None
    if len(document) == _CPF_DIGITS:
        found = (int(document[:9]) - _CPF_SHIFT) * pow(_CPF_STEP, -1, _CPF_SIZE) % _CPF_SIZE
        return found if cpf(found) == document else None
    if len(document) == _CNPJ_DIGITS and document[8:12] == "0001":
        found = (int(document[:8]) - _CNPJ_SHIFT) * pow(_CNPJ_STEP, -1, _CNPJ_SIZE) % _CNPJ_SIZE
        return found if cnpj(found) == document else None
    return None


def punctuated(document: str) -> str:
    """`000.000.000-00` or `00.000.000/0000-00`."""
    d = document
    if len(d) == _CPF_DIGITS:
        return f"{d[:3]}.{d[3:6]}.{d[6:9]}-{d[9:]}"
    return f"{d[:2]}.{d[2:5]}.{d[5:8]}/{d[8:12]}-{d[12:]}"


def _closed(base: str, first: "range | list[int]", second: "range | list[int]") -> str:
    for weights in (first, second):
        rest = sum(int(digit) * weight for digit, weight in zip(base, weights, strict=True)) % 11
        base += str(0 if rest < 2 else 11 - rest)  # noqa: PLR2004 - the rule of modulus 11
    return base
