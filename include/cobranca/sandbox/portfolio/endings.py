"""How contracts end, or seem about to: distrato, transfer, cession, quit, inactivation."""

from typing import Final

from cobranca.sandbox.portfolio.days import Day
from cobranca.sandbox.portfolio.draft import Draft, Occurrence
from cobranca.sandbox.portfolio.row import ACTIVE, INACTIVE, Change, Row

DISTRATO, TRANSFER, CESSION, INACTIVATION = "DISTRATO", "TRANSFERENCIA", "CESSAO", "INATIVACAO"
_TEXTS: Final = {
    DISTRATO: "Distrato solicitado",
    TRANSFER: "Transferência de contrato",
    CESSION: "Cessão de direitos",
    INACTIVATION: "Contrato inativado",
}
_ASKED_BEFORE: Final = 30
_IN_FORCE: Final = 180
_UNDECIDED: Final = 260
_UNDONE_AFTER: Final = 40


def distrato(draft: Draft) -> None:
    """Asked for a month before it is approved; for half of them the unpaid rows turn inactive."""
    _finish(draft, "D", DISTRATO, opened=draft.contract.turn - _ASKED_BEFORE)
    if draft.contract.index % 2:
        _inactivate(draft, "Inativada por Distrato")


def transfer(draft: Draft) -> None:
    """Transferred on the day of its occurrence, the rows as they were; half of them are undone and go on."""
    turn = draft.contract.turn
    if draft.contract.index % 2:
        _finish(draft, "T", TRANSFER, opened=turn)
        return
    draft.end, draft.undone = ("T", turn), turn + _UNDONE_AFTER
    _lodge(draft, TRANSFER, turn, draft.undone)


def cession(draft: Draft) -> None:
    """Ceded; the occurrence is lodged two days after the status."""
    _finish(draft, "C", CESSION, opened=draft.contract.turn + 2)


def early_quit(draft: Draft) -> None:
    """Everything that is unpaid is paid on one day."""
    turn = draft.contract.turn
    draft.rows = [_paid_off(draft, row, turn) for row in draft.rows if row.born <= turn]
    draft.end = ("Q", turn + 1)


def quit_residue(draft: Draft) -> None:
    """Quit, with a collection residue left that is never paid."""
    early_quit(draft)
    turn = draft.contract.turn
    row = draft.make("Residuo Cobrança", "001/001", turn + 12, 415_37, series=7, process="Contrato", born=turn + 1)
    draft.rows.append(row._replace(origin="Contrato", history=()))


def inactivation(draft: Draft) -> None:
    """An occurrence in force; for half of them it is ended half a year later and payments go on."""
    turn = draft.contract.turn
    ended = turn + _IN_FORCE if draft.contract.index % 2 else None
    _lodge(draft, INACTIVATION, turn, ended)
    if ended is None:
        draft.rows = [row.until(turn) for row in draft.rows]


def all_inactive(draft: Draft) -> None:
    """Every row turns inactive, the paid ones too; the contract keeps its letter."""
    turn = draft.contract.turn
    draft.rows = [_voided(row.until(turn), turn) for row in draft.rows if row.born <= turn]


def distrato_study(draft: Draft) -> None:
    """A distrato asked for and undecided for months, then given up; the letter stays A or U."""
    _lodge(draft, DISTRATO, draft.contract.turn, draft.contract.turn + _UNDECIDED)


def _finish(draft: Draft, letter: str, kind: str, opened: Day) -> None:
    turn = draft.contract.turn
    draft.rows = [row.until(turn) for row in draft.rows if row.born <= turn]
    draft.end = (letter, turn)
    _lodge(draft, kind, opened, None)


def _lodge(draft: Draft, kind: str, opened: Day, closed: Day | None) -> None:
    draft.occurrences.append(Occurrence(len(draft.occurrences) + 1, kind, _TEXTS[kind], opened, closed))


def _inactivate(draft: Draft, reason: str) -> None:
    turn = draft.contract.turn
    draft.rows = [row.inactive(turn, reason) for row in draft.rows]


def _paid_off(draft: Draft, row: Row, turn: Day) -> Row:
    row = row.until(turn)
    if row.is_settled_before(turn):
        return row
    return row.then(Change(turn + 1, ACTIVE, row.born, turn, draft.payer.means(row.code)))


def _voided(row: Row, turn: Day) -> Row:
    last = row.history[-1] if row.history else Change(turn, ACTIVE, turn)
    seen = max(turn, last.seen_on)
    reason = "Inativada por cancelamento do contrato"
    return row.then(last._replace(seen_on=seen, status=INACTIVE, status_on=turn, reason=reason))
