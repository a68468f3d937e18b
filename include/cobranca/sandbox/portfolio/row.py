"""A row of DadosParcelas as a life: what never changes, and its changes by the day they are seen."""

from typing import Final, NamedTuple

from cobranca.sandbox.portfolio.days import Day

ACTIVE: Final = "Ativo"
INACTIVE: Final = "Inativo"
CHEQUE_DATED: Final = "Cheque pré-datado"
CHEQUE_RETURNED: Final = "Cheque devolvido"
CHEQUE_RETURNED_TWICE: Final = "Cheque devolvido 2x"
CHEQUE_PLAIN: Final = "Cheque normal"
CHEQUE_DEPOSITED: Final = "Cheque depositado"
CHEQUE_IN_CUSTODY: Final = "Cheque em custódia"
RETURNED: Final = frozenset({CHEQUE_RETURNED, CHEQUE_RETURNED_TWICE})

REAJUSTE: Final = "Reajuste"
PARTIAL: Final = "Baixa Parcial"
RENEGOTIATION: Final = "Renegociação"


class Change(NamedTuple):
    """How a row stands from the day `seen_on`. `paid` in cents; None with a date means all that was due."""

    seen_on: Day
    status: str
    status_on: Day
    paid_on: Day | None = None
    paid_by: str | None = None
    paid: int | None = None
    reason: str | None = None
    due: Day | None = None


class Row(NamedTuple):
    """A row; `cents` is its original amount, `fee` its linked fees.

    It is in the answer from `born` until `gone`. Before its first change it is active and open.
    """

    code: int
    series: int
    kind: str
    sequence: str
    due: Day
    cents: int
    source: str
    process: str
    origin: str
    born: Day
    history: tuple[Change, ...] = ()
    gone: Day | None = None
    is_contractual: bool = True
    is_of_term: bool = False
    fee: int = 0

    def at(self, day: Day) -> Change | None:
        """Its last change that is known on a day; None while untouched."""
        last = None
        for change in self.history:
            if change.seen_on > day:
                break
            last = change
        return last

    def is_settled_before(self, day: Day) -> bool:
        """Whether its last settlement is dated before a day."""
        last = self.history[-1] if self.history else None
        return last is not None and last.paid_on is not None and last.paid_on < day

    def until(self, day: Day) -> "Row":
        """Without what would have happened from a day on; a payment made before it is still booked."""
        kept = tuple(c for c in self.history if (c.paid_on or c.seen_on) < day)
        return self if len(kept) == len(self.history) else self._replace(history=kept)

    def then(self, *changes: Change) -> "Row":
        """With further changes."""
        return self._replace(history=(*self.history, *changes))

    def inactive(self, day: Day, reason: str) -> "Row":
        """Inactive from a day on, for a reason; what is settled before it stays as it is."""
        row = self.until(day)
        return row if row.is_settled_before(day) else row.then(Change(day, INACTIVE, day, reason=reason))
