"""E-mail addresses and telephones as they are kept: one form each, so that equal ones are equal."""

import re
from typing import Final, Literal

Channel = Literal["email", "sms", "whatsapp", "phone"]
CHANNELS: Final = ("email", "sms", "whatsapp", "phone")
_EMAIL: Final = re.compile(r"[^\s@,;<>\"']+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_COUNTRY: Final = "55"
_LONGEST_EMAIL: Final = 254
_MOBILE, _FIXED = 11, 10
"""Digits with the area code, without the country's."""


def normal(channel: str, text: str) -> str:
    """The address as it is kept: e-mail in lower case, telephone as digits with the area code.

    Raises:
        ValueError: it is no address of that channel; the message, which operators read, says what is expected.
    """
    if channel not in CHANNELS:
        raise ValueError(f"canal {channel!r} desconhecido: escreva um de {', '.join(CHANNELS)}")
    return _email(text) if channel == "email" else _telephone(channel, text)


def _email(text: str) -> str:
    address = text.strip().lower()
    if len(address) > _LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        raise ValueError("não é um e-mail: escreva nome@dominio.com.br")
    return address


def _telephone(channel: str, text: str) -> str:
    if re.search(r"[^\d\s()+.\-/]", text):
        raise ValueError("não é um telefone: escreva o DDD e o número, como (11) 91234-5678")
    digits = re.sub(r"\D", "", text).lstrip("0")
    if len(digits) > _MOBILE and digits.startswith(_COUNTRY):
        digits = digits.removeprefix(_COUNTRY).lstrip("0")
    if not _is_telephone(digits, mobile=channel != "phone"):
        kind = "um celular" if channel != "phone" else "um telefone"
        raise ValueError(f"não é {kind}: escreva o DDD e o número, como (11) 91234-5678")
    return digits


def _is_telephone(digits: str, *, mobile: bool) -> bool:
    if len(digits) not in (_MOBILE, _FIXED) or "0" in digits[:2]:
        return False
    return digits[2] == "9" if len(digits) == _MOBILE else not mobile
