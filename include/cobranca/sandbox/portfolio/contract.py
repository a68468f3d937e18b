"""What is fixed when a contract is signed, and how its buyer will turn out."""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from cobranca.sandbox.portfolio import deck, places
from cobranca.sandbox.portfolio.days import ANCHOR, Day, months_before

FIRST_CODE: Final = 10_000
FIRST_PROPOSAL: Final = 700_000
MONTHS_A_ROW: Final = 0.64
"""Share of a contract's rows that are its monthly instalments; the rest are fees, residues, copies."""
FEWEST_MONTHS: Final = 24
SECOND_PURCHASE: Final = (10, 7, 4)
"""Every 10th contract (the 7th of ten) was bought by the customer of the 4th before it."""

_CLASSES: Final = (
    *["Compra e Venda"] * 80,
    *["Confissão de Dívida"] * 8,
    *["Aditivo"] * 6,
    *["Escritura Pública"] * 4,
    *["Escritura Particular"] * 2,
)
_DUE_DAYS: Final = (5, 10, 15, 20, 25, *range(1, 29))
_MANNERS: Final = (*["punctual"] * 67, *["late"] * 18, *["episodic"] * 15)
_AMORTISATIONS: Final = (*["Contrato"] * 75, *["Tabela Price"] * 17, *["SAC"] * 8)
_RATES: Final = (*[(200, 100)] * 18, (200, 50), (1000, 100))
"""Fine and monthly late interest in hundredths of a percent."""
_SOLD: Final = (*["Venda"] * 96, *["Permuta"] * 2, *["Aluguel"] * 2)
_STOPPING: Final = frozenset({"distrato", "distrato_study", "transfer", "cession", "inactivation", "all_inactive"})


@dataclass(frozen=True, slots=True)
class Contract:
    """The facts of a contract. Amounts in cents, rates in hundredths of a percent, days as ordinals.

    `turn` is the day its corner turns on (distrato approved, quit, renegotiated …).
    """

    index: int
    code: int
    proposal_code: int
    development: places.Development
    block: int
    unit: int
    owner: int
    corner: str
    manner: str
    signed: Day
    first_due: date
    months: int
    amount: int
    fine: int
    late: int
    classification: str
    note: str | None
    kind: str
    amortisation: str
    is_indexed: bool
    lag: int
    turn: Day

    @property
    def value(self) -> int:
        """valor_contrato: six tenths of it fall due monthly."""
        return self.amount * self.months * 10 // 6


def is_twin(seed: int, index: int) -> bool:
    """Whether a contract carries the code of the one before it."""
    return deck.corner(seed, index) == "twin"


def code_of(seed: int, index: int) -> int:
    """cod_contrato of the contract at an index."""
    return FIRST_CODE + index - is_twin(seed, index)


def owner_of(index: int) -> int:
    """The number of the customer who bought it."""
    every, place, back = SECOND_PURCHASE
    return index - back if index % every == place else index


def draw(seed: int, index: int, rows: int, developments: int) -> Contract:
    """The contract at an index, for a portfolio of about `rows` rows a contract."""
    rng = Random(f"{seed}/{index}/contract")
    corner = deck.corner(seed, index)
    months = max(FEWEST_MONTHS, round(rows * MONTHS_A_ROW * rng.uniform(0.6, 1.4)))
    elapsed = round(months * rng.uniform(0.2, 0.85))
    first_due = months_before(ANCHOR, elapsed, rng.choice(_DUE_DAYS))
    if corner == "newborn":
        first_due = months_before(ANCHOR, -rng.randint(2, 12), first_due.day)
    signed = first_due.toordinal() - rng.randint(25, 45)
    fine, late = rng.choice(_RATES)
    amount = rng.randint(90_000_00, 500_000_00) // months
    return Contract(
        index=index,
        code=code_of(seed, index),
        proposal_code=FIRST_PROPOSAL + index,
        development=places.development(index % developments),
        block=1 + index // developments % 4,
        unit=11 + index // developments // 4,
        owner=owner_of(index),
        corner=corner,
        manner=rng.choice(_MANNERS),
        signed=signed,
        first_due=first_due,
        months=months,
        amount=amount - amount % 100 if rng.random() < 0.3 else amount,  # noqa: PLR2004
        fine=fine,
        late=late,
        classification=rng.choice(_CLASSES),
        note="Jurídico" if corner == "lawsuit" else rng.choice((None, None, None, "Carteira própria")),
        kind=rng.choice(_SOLD),
        amortisation=rng.choice(_AMORTISATIONS),
        is_indexed=rng.random() < 0.9,  # noqa: PLR2004
        lag=int(rng.random() < 0.2),  # noqa: PLR2004
        turn=_turn(rng, corner, signed),
    )


def _turn(rng: Random, corner: str, signed: Day) -> Day:
    if corner == "lawsuit":
        return max(signed + 60, ANCHOR - rng.randint(200, 600))
    if corner in ("distrato_study", "study_long"):
        return ANCHOR + rng.randint(-75, 45)
    past = rng.random() < 0.5  # noqa: PLR2004
    turn = ANCHOR + (-rng.randint(30, 900) if past else rng.randint(0, 420))
    return max(signed + 120, turn)
