"""A contract's whole life: the schedule, then what its corner does to it."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from cobranca.sandbox.portfolio import endings, financing, recurring, renegotiation, schedule
from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.days import Day
from cobranca.sandbox.portfolio.draft import Draft, Occurrence, Renegotiation
from cobranca.sandbox.portfolio.payer import Payer
from cobranca.sandbox.portfolio.row import Row

_CORNERS: Final[dict[str, Callable[[Draft], None]]] = {
    "distrato": endings.distrato,
    "transfer": endings.transfer,
    "cession": endings.cession,
    "early_quit": endings.early_quit,
    "quit_residue": endings.quit_residue,
    "inactivation": endings.inactivation,
    "all_inactive": endings.all_inactive,
    "distrato_study": endings.distrato_study,
    "renegotiated": renegotiation.renegotiated,
    "study": renegotiation.study,
    "study_long": renegotiation.study_long,
    "partial": recurring.partial,
    "cheque": recurring.cheque,
    "reversal": recurring.reversal,
    "due_moved": recurring.due_moved,
    "vanish": recurring.vanish,
    "financing": financing.financing,
}


@dataclass(frozen=True, slots=True)
class Life:
    """All that ever happens to a contract. `end` is its last letter (Q, D, T, C) and the day of it; `undone` the
    day on which it comes back."""

    contract: Contract
    rows: tuple[Row, ...]
    renegotiations: tuple[Renegotiation, ...]
    occurrences: tuple[Occurrence, ...]
    end: tuple[str, Day] | None
    undone: Day | None = None


def live(contract: Contract, seed: int) -> Life:
    """Write the life of a contract."""
    draft = Draft(contract, Payer(contract, Random(f"{seed}/{contract.index}/life")))
    schedule.write(draft)
    change = _CORNERS.get(contract.corner)
    if change is not None:
        change(draft)
    return Life(
        contract,
        tuple(draft.rows),
        tuple(draft.renegotiations),
        tuple(draft.occurrences),
        draft.end or _paid(draft),
        draft.undone,
    )


def _paid(draft: Draft) -> tuple[str, Day] | None:
    """Quit when the last row is booked; nothing when a row is never settled nor inactive."""
    last = 0
    for row in draft.rows:
        if not row.history:
            return None
        change = row.history[-1]
        if change.paid_on is None and change.reason is None:
            return None
        last = max(last, change.seen_on)
    return ("Q", last + 1)
