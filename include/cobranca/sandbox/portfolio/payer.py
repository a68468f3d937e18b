"""When a buyer pays a row: the day of the payment and, 0 to 3 days later, the day it is booked.

Randomness is a table of bytes drawn once a contract, read at the row's place: rows by the million
cannot afford a generator's call each.
"""

from bisect import bisect_right
from dataclasses import dataclass
from random import Random
from typing import Final

from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.days import ANCHOR, LIVE_FROM, LIVE_TO, Day

NOISE_SIZE: Final = 8192
_MASK: Final = NOISE_SIZE - 1
_DELAYS: Final = (*(-(drawn % 7) for drawn in range(180)), *[0] * 58, *range(1, 19))
"""A punctual buyer's days after the due date: early, on the day, sometimes a little late."""
_BOOKING: Final = bytes([0] * 141 + [1] * 77 + [2] * 26 + [3] * 12)
_MEANS: Final = (
    *["Bloqueto Bancário"] * 150,
    *["Boleto Avulso"] * 40,
    *["Pix"] * 45,
    *["TED"] * 10,
    *["Depósito"] * 7,
    *["Dinheiro"] * 4,
)
_STOPPED: Final = {
    "distrato": (70, 240),
    "transfer": (30, 120),
    "cession": (30, 120),
    "inactivation": (40, 150),
    "all_inactive": (40, 100),
    "distrato_study": (60, 120),
    "study_long": (40, 80),
}
"""Corners whose buyer stops paying, so many days before the turn."""
_CALM: Final = frozenset({"early_quit", "quit_residue", "stuck", "financing", "vanish"})
_LATE: Final = frozenset({"asleep", "study", "due_moved"})


@dataclass(frozen=True, slots=True)
class Gap:
    """Rows due from `start` until `end` are not paid when due, but at `resumes`; None: never."""

    start: Day
    end: Day
    resumes: Day | None


class Payer:
    """One contract's buyer."""

    def __init__(self, contract: Contract, rng: Random) -> None:
        self._noise = rng.randbytes(NOISE_SIZE)
        self.manner = _manner(contract)
        self.gaps = sorted(_gaps(contract, self.manner, rng), key=lambda gap: gap.start)
        self._starts = [gap.start for gap in self.gaps]

    def payment(self, due: Day, code: int) -> tuple[Day, Day] | None:
        """(paid_on, booked_on) of the row `code` due on a day; None when it is never paid.

        Rows due after the sandbox's last day are not asked about: nobody will see them paid.
        """
        noise, place = self._noise, code * 4 & _MASK
        gap = bisect_right(self._starts, due) - 1
        if due > LIVE_TO:
            return None
        if gap >= 0 and due < self.gaps[gap].end:
            resumes = self.gaps[gap].resumes
            if resumes is None:
                return None
            paid = resumes + noise[place] % 6
        elif self.manner == "late":
            paid = due + 3 + noise[place] * noise[place + 1] // 1100
        else:
            paid = due + _DELAYS[noise[place]]
        weekday = paid % 7
        if weekday in (0, 6):
            paid += 1 if weekday == 0 else 2
        return paid, paid + _BOOKING[noise[place + 2]]

    def means(self, code: int) -> str:
        """receita_pgto of the row `code`."""
        return _MEANS[self._noise[(code * 4 & _MASK) + 3]]


def _manner(contract: Contract) -> str:
    if contract.corner in _LATE:
        return "late"
    if contract.corner in _CALM and contract.manner == "episodic":
        return "punctual"
    return contract.manner


def _gaps(contract: Contract, manner: str, rng: Random) -> list[Gap]:
    corner, turn = contract.corner, contract.turn
    if corner == "lawsuit":
        return [Gap(turn, LIVE_TO + 4000, None)]
    if corner in _STOPPED:
        start = turn - rng.randint(*_STOPPED[corner])
        end = turn + (200 if corner in ("distrato_study", "study_long") else 30)
        return [Gap(start, end, end)]
    if corner == "renegotiated":
        return [Gap(day - rng.randint(45, 150), day, day + 8) for day in renegotiation_days(contract)]
    return _episodes(contract, rng) if manner == "episodic" else []


def renegotiation_days(contract: Contract) -> list[Day]:
    """When a 'renegotiated' contract's renegotiations are approved: a past one, one about its turn."""
    middle = contract.signed + (ANCHOR - contract.signed) * (3 + contract.index % 4) // 8
    days = [] if contract.index % 3 == 0 else [middle]
    if contract.index % 3 != 1:
        days.append(max(contract.turn, middle + 300 if days else contract.turn))
    return days


def _episodes(contract: Contract, rng: Random) -> list[Gap]:
    gaps, day = [], max(contract.signed, LIVE_FROM - 1200) + rng.randint(0, 300)
    while day < LIVE_TO:
        length = rng.choice((25, 30, 35, 45, 60, 60, 75, 100, 150, 320))
        gaps.append(Gap(day, day + length, day + length))
        day += length + rng.randint(60, 330)
    return gaps
