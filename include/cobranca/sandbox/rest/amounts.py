"""What a row is worth on a day: correction, fine, late charges, payment. All in whole cents."""

from typing import Final, NamedTuple

from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.days import Day, workday
from cobranca.sandbox.portfolio.row import INACTIVE, Change, Row
from cobranca.sandbox.portfolio.schedule import YEAR, factors

_HUNDREDTHS: Final = 10_000
_MONTH: Final = 30
_EARLY: Final = 40
_YEARS: Final = 60


class Amounts(NamedTuple):
    """The money of a row on a day."""

    corrected: int
    fine: int = 0
    late: int = 0
    discount: int = 0
    paid: int = 0

    @property
    def due(self) -> int:
        """What is owed, linked fees apart."""
        return self.corrected + self.fine + self.late


class Valuer:
    """Values the rows of one contract."""

    def __init__(self, contract: Contract) -> None:
        self._signed, self._fine, self._late = contract.signed, contract.fine, contract.late
        self._factors = factors(_YEARS, contract.index, indexed=contract.is_indexed)

    def value(self, row: Row, change: Change | None, day: Day) -> Amounts:
        """A row's amounts, its last change being known: settled ones stand still on their day."""
        if change is None:
            return self._owed(row, row.due, day)
        if change.status == INACTIVE and change.paid_on is None:
            return Amounts(self._corrected(row, change.status_on))
        if change.paid_on is None:
            return self._owed(row, change.due or row.due, day)
        return self._settled(row, change, change.paid_on)

    def _settled(self, row: Row, change: Change, paid_on: Day) -> Amounts:
        if change.paid is not None:
            return Amounts(change.paid, paid=change.paid)
        owed = self._owed(row, change.due or row.due, paid_on)
        early = change.seen_on < row.due - _EARLY
        discount = owed.corrected * 2 // 100 if early else 0
        return Amounts(owed.corrected, owed.fine, owed.late, discount, owed.due + row.fee - discount)

    def _owed(self, row: Row, due: Day, day: Day) -> Amounts:
        corrected = self._corrected(row, day)
        if due >= day or workday(due) >= day:
            return Amounts(corrected)
        fine = _rounded(corrected * self._fine, _HUNDREDTHS)
        late = _rounded(corrected * self._late * (day - due), _HUNDREDTHS * _MONTH)
        return Amounts(corrected, fine, late)

    def _corrected(self, row: Row, day: Day) -> int:
        now, then = (day - self._signed) // YEAR, (row.born - self._signed) // YEAR
        return row.cents if now <= then else _rounded(row.cents * self._factors[now], self._factors[then])


def _rounded(amount: int, by: int) -> int:
    return (2 * amount + by) // (2 * by)
