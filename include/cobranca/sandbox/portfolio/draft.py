"""A contract's life while it is being written: rows, and what hangs on the contract itself."""

from dataclasses import dataclass, field
from typing import TypedDict, Unpack

from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.days import Day
from cobranca.sandbox.portfolio.payer import Payer
from cobranca.sandbox.portfolio.row import ACTIVE, Change, Row


class Terms(TypedDict, total=False):
    """What a row may have otherwise than the contract's."""

    source: str
    process: str
    origin: str
    born: Day
    is_contractual: bool
    is_of_term: bool


APPROVED, REFUSED, STUDIED = "Aprovada", "Reprovada", "Em Estudo"


@dataclass(frozen=True, slots=True)
class Renegotiation:
    """Under study from `generated` until `decided` (None: never); `taken` are the rows' codes."""

    code: int
    kind: str
    generated: Day
    decided: Day | None
    outcome: str
    amount: int
    taken: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An occurrence lodged on the contract; `closed` None: in force for good."""

    number: int
    kind: str
    description: str
    opened: Day
    closed: Day | None


@dataclass(slots=True)
class Draft:
    """Built by the schedule, then changed by the contract's corner."""

    contract: Contract
    payer: Payer
    rows: list[Row] = field(default_factory=list)
    renegotiations: list[Renegotiation] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)
    end: tuple[str, Day] | None = None
    undone: Day | None = None

    @property
    def next_code(self) -> int:
        """The code of the next row."""
        return self.rows[-1].code + 1 if self.rows else 1

    def add(self, kind: str, sequence: str, due: Day, cents: int, series: int, **more: Unpack[Terms]) -> Row:
        """Append a row, paid as the buyer pays, and return it."""
        row = self.make(kind, sequence, due, cents, series, **more)
        self.rows.append(row)
        return row

    def make(
        self,
        kind: str,
        sequence: str,
        due: Day,
        cents: int,
        series: int,
        *,
        source: str = "Carteira",
        process: str | None = None,
        origin: str | None = None,
        born: Day | None = None,
        is_contractual: bool = True,
        is_of_term: bool = False,
    ) -> Row:
        """A row with the next code, not appended yet."""
        given, code = self.contract.amortisation, self.next_code
        born = self.contract.signed if born is None else born
        paid = self.payer.payment(due, code)
        if paid is not None and paid[0] < born:
            paid = (born, born + 1)
        history = () if paid is None else (Change(paid[1], ACTIVE, born, paid[0], self.payer.means(code)),)
        whose = (source, process or given, origin or given, born)
        return Row(code, series, kind, sequence, due, cents, *whose, history, None, is_contractual, is_of_term)
