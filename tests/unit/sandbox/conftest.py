"""A portfolio asked directly, without HTTP."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cobranca.sandbox.erp import Erp
from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.portfolio import Portfolio

Record = dict[str, Any]


def read(body: bytes) -> list[Record]:
    """Records of a JSON answer; none for an empty one."""
    return json.loads(body, parse_float=Decimal) if body else []


def on(text: str) -> date:
    """A date from DD/MM/YYYY."""
    return date(int(text[6:]), int(text[3:5]), int(text[:2]))


@dataclass
class Asking:
    """Asks the ERP about one contract as of a day."""

    portfolio: Portfolio
    day: date = date(2026, 3, 10)
    erp: Erp = field(init=False)

    def __post_init__(self) -> None:
        self.erp = Erp(self.portfolio, lambda: self.day)

    def rows(self, contract: Contract, day: date) -> dict[int, Record]:
        """Rows of a contract by code."""
        self.day = day
        found = read(self.erp.installments(contract.code))
        return {r["cod_parcela"]: r for r in found if r["cod_condicao"] == contract.proposal_code}

    def contract(self, contract: Contract, day: date) -> Record:
        """The DadosContrato record."""
        self.day = day
        return read(self.erp.contracts([contract.index]))[0]

    def of(self, corner: str) -> list[Contract]:
        """The contracts of a corner."""
        numbers = range(self.portfolio.size)
        return [c for c in map(self.portfolio.contract, numbers) if c.corner == corner]


@pytest.fixture(scope="session")
def asking() -> Asking:
    """Two hundred contracts: one whole deck."""
    return Asking(Portfolio(seed=3, size=200, rows=120))


@pytest.fixture(scope="session")
def reading() -> Callable[[bytes], list[Record]]:
    return read


@pytest.fixture(scope="session")
def as_date() -> Callable[[str], date]:
    return on
