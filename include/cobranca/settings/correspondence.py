"""What messages say of the company: whom the customer asks, and how it is paid (R7.1, R7.4)."""

import re
import string
from typing import Annotated

from pydantic import AfterValidator, model_validator

from cobranca.settings.base import Code, Model

LINK_KEYS = ("branch_code", "contract_code", "installment_code", "boleto_number")
"""What a link's pattern may name."""


def _link(pattern: str) -> str:
    """A URL pattern whose braces are of LINK_KEYS.

    Raises:
        ValueError: it is not https, or names something else.
    """
    if not re.match(r"https://[^\s{}/]+\.[^\s{}/]+(/\S*)?$", pattern):
        raise ValueError("not a link; write for example `https://boletos.example.com/{contract_code}`")
    known = ", ".join(f"{{{key}}}" for key in LINK_KEYS)
    try:
        named = [
            f"{key}{how or ''}{form}" for _, key, form, how in string.Formatter().parse(pattern) if key is not None
        ]
    except ValueError as error:
        raise ValueError(f"its braces do not match ({error}); write any of {known}") from error
    if unknown := [key for key in named if key not in LINK_KEYS]:
        raise ValueError(f"`{{{unknown[0]}}}` is not known; write any of {known}")
    return pattern


Link = Annotated[Code, AfterValidator(_link)]


class Ask(Model):
    """Whom a customer asks (R7.4); as written here it stands in every message."""

    company: Code | None = None
    """The name that customers know; without it that of company.yaml."""
    short_company: Code | None = None
    """For an SMS; without it the first word of the name."""
    team: Code = "Central de Relacionamento"
    phone: Code | None = None
    email: Code | None = None
    hours: Code | None = None

    @model_validator(mode="after")
    def _somebody(self) -> "Ask":
        if not self.phone and not self.email:
            raise ValueError("nobody can be asked; write a `phone`, an `email`, or both")
        return self


class SecondCopy(Model):
    """The ERP's call for one installment's boleto; `date_format` as strftime of the day of payment."""

    date_format: Code = "%Y-%m-%d"


class Boletos(Model):
    """The ERP's list of a contract's boletos: the fields of its records that hold what we show."""

    installment_field: Code = "parcelaNro"
    line_field: Code | None = None
    link_field: Code | None = None

    @model_validator(mode="after")
    def _something(self) -> "Boletos":
        if not self.line_field and not self.link_field:
            raise ValueError("nothing is read; write a `line_field`, a `link_field`, or both")
        return self


class Payment(Model):
    """Where `linha_digitavel` and `link_segunda_via` come from; nothing: the text says whom to ask.

    What the ERP gives goes before the link's pattern.
    """

    link: Link | None = None
    second_copy: SecondCopy | None = None
    boletos: Boletos | None = None

    @model_validator(mode="after")
    def _one_call(self) -> "Payment":
        if self.second_copy and self.boletos:
            raise ValueError("write either `second_copy` or `boletos`, one of them")
        return self
