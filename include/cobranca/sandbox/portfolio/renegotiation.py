"""Renegotiations: approved ones replace rows, refused and undecided ones only pause."""

from typing import Final

from cobranca.sandbox.portfolio.days import ANCHOR, LIVE_TO, Day, monthly, months_before
from cobranca.sandbox.portfolio.draft import APPROVED, REFUSED, STUDIED, Draft, Renegotiation
from cobranca.sandbox.portfolio.payer import renegotiation_days
from cobranca.sandbox.portfolio.row import RENEGOTIATION, Row

_KINDS: Final = {"Contrato": "SACOC", "Tabela Price": "Tabela Price", "SAC": "SAC"}
_STUDY: Final = 12
_EVERY: Final = 70
_STUDIED_FOR: Final = 21
_LONG: Final = 150
_SURCHARGE: Final = 105


def renegotiated(draft: Draft) -> None:
    """Approved: overdue rows and some of the next ones turn inactive, as many new ones appear."""
    for day in renegotiation_days(draft.contract):
        _approve(draft, day)


def study(draft: Draft) -> None:
    """A proposal every ten weeks, three weeks under study, refused."""
    for day in range(max(draft.contract.signed + 60, ANCHOR - 700), LIVE_TO, _EVERY):
        _lodge(draft, day, day + _STUDIED_FOR, REFUSED)


def study_long(draft: Draft) -> None:
    """A proposal that stays under study for five months, then is refused."""
    _lodge(draft, draft.contract.turn, draft.contract.turn + _LONG, REFUSED)


def status(renegotiation: Renegotiation, day: Day) -> str:
    """status_reneg on a day on which it exists."""
    decided = renegotiation.decided
    return renegotiation.outcome if decided is not None and decided <= day else STUDIED


def _lodge(draft: Draft, generated: Day, decided: Day, outcome: str, taken: list[Row] | None = None) -> None:
    rows = taken or []
    amount = sum(row.cents for row in rows) or draft.contract.amount * 4
    draft.renegotiations.append(
        Renegotiation(
            code=draft.contract.index * 100 + len(draft.renegotiations) + 1,
            kind=_KINDS[draft.contract.amortisation],
            generated=generated,
            decided=decided,
            outcome=outcome,
            amount=amount * _SURCHARGE // 100,
            taken=tuple((row.code, row.series) for row in rows),
        )
    )


def _approve(draft: Draft, day: Day) -> None:
    horizon = day + 30 * (draft.contract.months // 4)
    taken = [row for row in draft.rows if row.kind == "Mensal" and _is_taken(row, day, horizon)]
    if not taken:
        return
    _lodge(draft, day - _STUDY, day, APPROVED, taken)
    codes = {row.code for row in taken}
    reason = f"Inativada por Renegociação {_KINDS[draft.contract.amortisation]}"
    draft.rows = [row.inactive(day, reason) if row.code in codes else row for row in draft.rows]
    _replace(draft, day, taken)


def _is_taken(row: Row, day: Day, horizon: Day) -> bool:
    return row.born <= day and row.due < horizon and not row.until(day).is_settled_before(day) and not _is_out(row)


def _is_out(row: Row) -> bool:
    return bool(row.history) and row.history[-1].reason is not None


def _replace(draft: Draft, day: Day, taken: list[Row]) -> None:
    cents = sum(row.cents for row in taken) * _SURCHARGE // 100 // len(taken)
    first = months_before(day, -1, draft.contract.first_due.day)
    series, new = 10 + len(draft.renegotiations), RENEGOTIATION
    for number, due in enumerate(monthly(first, len(taken)), 1):
        sequence = f"{number:03d}/{len(taken):03d}"
        draft.add("Mensal", sequence, due, cents, series, process=new, origin=new, born=day)
