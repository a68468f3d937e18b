"""Routing rules (R4.1) and whose money a title is."""

from typing import Annotated, Literal

from pydantic import AliasChoices, BeforeValidator, Field

from cobranca.settings.base import Code, Model

MatchesOn = Literal["category", "collection_status", "money_source", "registry_status", "origin"]


def _listed(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


Values = Annotated[tuple[Code, ...], BeforeValidator(_listed), Field(min_length=1)]
"""One value or a list of them."""


class RoutingRule(Model):
    """Sends contracts or titles to other requests; the lowest `priority` that matches wins."""

    priority: int
    name: Code
    matches_on: MatchesOn
    values: Values = Field(validation_alias=AliasChoices("values", "value"))
    contract_request: Code | None = None
    installment_request: Code

    @property
    def is_of_contract(self) -> bool:
        """Whether it matches on the contract, and so names a contract request too."""
        return self.matches_on in ("category", "collection_status")


class NotBuyers(Model):
    """Titles that are not the buyer's to pay now: compared without case and accents (R4.1)."""

    money_source: tuple[Code, ...] = ("Financiamento", "FGTS", "Subsídio")
    registry_status: tuple[Code, ...] = ("Cheque pré-datado", "Cheque depositado", "Cheque em custódia")
