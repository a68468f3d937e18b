"""What keeps happening to some contracts' monthly rows: partial payments, cheques, reversals …

Every few rows of the window in which the portfolio is looked at meet the corner of their contract.
"""

from collections.abc import Callable, Iterator
from typing import Final

from cobranca.sandbox.portfolio.days import LIVE_FROM, LIVE_TO, Day
from cobranca.sandbox.portfolio.draft import Draft
from cobranca.sandbox.portfolio.row import (
    ACTIVE,
    CHEQUE_DATED,
    CHEQUE_DEPOSITED,
    CHEQUE_IN_CUSTODY,
    CHEQUE_PLAIN,
    CHEQUE_RETURNED,
    CHEQUE_RETURNED_TWICE,
    INACTIVE,
    PARTIAL,
    Change,
    Row,
)

_CHEQUE: Final = "Cheque"
_MOVES: Final = (6, 30, -5)
"""By how many days a due date is moved: later than it was, later than today, back."""


def partial(draft: Draft) -> None:
    """Every third row is paid in part on day 8; the old row is settled and inactivated by turns."""
    for number, row in _live(draft, every=3):
        _split(draft, row, settles=number % 2 == 0)


def cheque(draft: Draft) -> None:
    """Every row is paid by cheque, each in one of six ways."""
    for number, row in _live(draft, every=1):
        draft.rows[row.code - 1] = row._replace(history=_CHEQUES[number % len(_CHEQUES)](row.due, row.born))


def reversal(draft: Draft) -> None:
    """Every third row's payment is booked, reversed nine days later and made good after five weeks."""
    for _, row in _live(draft, every=3):
        paid, means = row.due, draft.payer.means(row.code)
        draft.rows[row.code - 1] = row._replace(
            history=(
                Change(paid + 1, ACTIVE, row.born, paid, means),
                Change(paid + 10, ACTIVE, row.born),
                Change(paid + 36, ACTIVE, row.born, paid + 35, means),
            )
        )


def due_moved(draft: Draft) -> None:
    """Every second row is unpaid on day 12 and gets a new due date: still overdue, ahead of today, or earlier."""
    for number, row in _live(draft, every=2):
        due = row.due + _MOVES[number % len(_MOVES)]
        draft.rows[row.code - 1] = row._replace(
            history=(
                Change(row.due + 12, ACTIVE, row.born, due=due),
                Change(row.due + 47, ACTIVE, row.born, row.due + 45, draft.payer.means(row.code), due=due),
            )
        )


def vanish(draft: Draft) -> None:
    """Every fourth row is left unpaid and is missing from the answer from day 18 on."""
    for _, row in _live(draft, every=4):
        draft.rows[row.code - 1] = row._replace(history=(), gone=row.due + 18)


def _live(draft: Draft, every: int) -> Iterator[tuple[int, Row]]:
    """Rows that the corner meets, with numbers that begin differently in each contract."""
    rows = [row for row in draft.rows if row.kind == "Mensal" and LIVE_FROM <= row.due < LIVE_TO]
    index = draft.contract.index
    return enumerate(rows[index % every :: every], index)


def _split(draft: Draft, row: Row, *, settles: bool) -> None:
    paid_on, cents = row.due + 8, row.cents * (3 + row.code % 4) // 10
    booked = paid_on + row.code % 3
    means = draft.payer.means(row.code)
    settled = Change(booked, ACTIVE, row.born, paid_on, means, cents)
    voided = Change(booked, INACTIVE, booked, reason="Inativada por Baixa Parcial")
    draft.rows[row.code - 1] = row._replace(history=(settled if settles else voided,))
    if not settles:
        _part(draft, row, booked, cents, Change(booked, ACTIVE, booked, paid_on, means))
    rest = row.due + 25 + row.code % 40
    _part(draft, row, booked, row.cents - cents, Change(rest + 1, ACTIVE, booked, rest, means))


def _part(draft: Draft, row: Row, born: Day, cents: int, paid: Change) -> None:
    draft.rows.append(
        row._replace(
            code=draft.next_code, cents=cents, process=PARTIAL, origin=PARTIAL, born=born, history=(paid,), fee=0
        )
    )


def _held(due: Day, born: Day) -> tuple[Change, ...]:
    return (
        Change(max(born, due - 60), CHEQUE_DATED, max(born, due - 60)),
        Change(due + 3, CHEQUE_DEPOSITED, due + 1, due + 1, _CHEQUE),
        Change(due + 8, ACTIVE, due + 6, due + 1, _CHEQUE),
    )


def _custody(due: Day, born: Day) -> tuple[Change, ...]:
    return (
        Change(max(born, due - 30), CHEQUE_IN_CUSTODY, max(born, due - 30)),
        Change(due + 22, ACTIVE, due + 20, due + 20, _CHEQUE),
    )


def _returned(due: Day, born: Day) -> tuple[Change, ...]:
    return (
        Change(max(born, due - 5), CHEQUE_DATED, max(born, due - 5)),
        Change(due + 2, CHEQUE_DEPOSITED, due + 1, due + 1, _CHEQUE),
        Change(due + 9, CHEQUE_RETURNED, due + 8, due + 1, _CHEQUE),
        Change(due + 41, ACTIVE, due + 40, due + 40, "Pix"),
    )


def _returned_twice(due: Day, born: Day) -> tuple[Change, ...]:
    first = _returned(due, born)[:3]
    return (
        *first,
        Change(due + 21, CHEQUE_RETURNED_TWICE, due + 20, due + 1, _CHEQUE),
        Change(due + 66, ACTIVE, due + 65, due + 65, "TED"),
    )


def _plain(due: Day, born: Day) -> tuple[Change, ...]:
    return (
        Change(max(born, due - 1), CHEQUE_PLAIN, max(born, due - 1)),
        Change(due + 26, CHEQUE_PLAIN, max(born, due - 1), due + 25, _CHEQUE),
    )


def _deposited(due: Day, born: Day) -> tuple[Change, ...]:
    return (
        Change(max(born, due), CHEQUE_DEPOSITED, max(born, due)),
        Change(due + 7, ACTIVE, due + 6, due + 6, _CHEQUE),
    )


_CHEQUES: Final[tuple[Callable[[Day, Day], tuple[Change, ...]], ...]] = (
    _held,
    _custody,
    _returned,
    _plain,
    _returned_twice,
    _deposited,
)
