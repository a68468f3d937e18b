"""Branches, developments and units of the invented developer."""

from dataclasses import dataclass
from typing import Final

from cobranca.sandbox.portfolio import documents


@dataclass(frozen=True, slots=True)
class Branch:
    """A filial; `area_code` is its telephone's."""

    code: int
    name: str
    city: str
    state: str
    area_code: int
    tax_id: str


@dataclass(frozen=True, slots=True)
class Development:
    """An empreendimento of one branch."""

    code: int
    name: str
    branch: Branch


def _branch(code: int, city: str, state: str, area_code: int) -> Branch:
    return Branch(code, f"Horizonte Incorporadora {city}", city, state, area_code, documents.cnpj(90_000 + code))


BRANCHES: Final = (
    _branch(1, "São Paulo", "SP", 11),
    _branch(2, "Campinas", "SP", 19),
    _branch(3, "Rio de Janeiro", "RJ", 21),
    _branch(4, "Curitiba", "PR", 41),
)
FIRST_DEVELOPMENT: Final = 101
CONTRACTS_A_DEVELOPMENT: Final = 80
FEWEST: Final = 8
MOST: Final = 400

_KINDS: Final = ("Residencial", "Edifício", "Condomínio", "Parque", "Loteamento")
_NAMES: Final = (
    *("Jardim das Acácias", "Vista Serena", "Monte Claro", "Alameda do Sol", "Bosque dos Ipês"),
    *("Porto Sereno", "Vila Aurora", "Recanto das Águas", "Quinta da Serra", "Solar do Vale"),
    *("Praça das Palmeiras", "Mirante do Lago", "Campo Largo", "Reserva Tangará", "Ilha Verde"),
)


def development_count(contracts: int) -> int:
    """How many developments a portfolio has: a multiple of the branches, so neighbours differ in branch."""
    wanted = min(MOST, max(FEWEST, contracts // CONTRACTS_A_DEVELOPMENT))
    return wanted - wanted % len(BRANCHES)


def development(position: int) -> Development:
    """The development at a position, 0 being the first."""
    name = f"{_KINDS[position % len(_KINDS)]} {_NAMES[position * 7 % len(_NAMES)]}"
    suffix = f" {position // len(_NAMES) + 1}" if position >= len(_NAMES) else ""
    return Development(FIRST_DEVELOPMENT + position, name + suffix, BRANCHES[position % len(BRANCHES)])
