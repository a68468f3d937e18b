"""What the ERP's nightly job makes of a contract: A or U, and the phase occurrences.

The job of a day sees what was booked up to the day before. It goes by the oldest overdue row, whoever's
it is, and by days on the calendar; a row due on a weekend is overdue from the Tuesday after.
"""

from array import array
from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final, NamedTuple

from cobranca.sandbox.portfolio.days import LIVE_TO, PHASES_SINCE, Day, workday
from cobranca.sandbox.portfolio.life import Life
from cobranca.sandbox.portfolio.row import INACTIVE, RETURNED, Change, Row

FOREVER: Final[Day] = 2_000_000


class Phase(NamedTuple):
    """A delinquency phase: contiguous ranges of days, the last one open-ended."""

    code: int
    name: str
    first: int
    last: int


PHASES: Final = (
    Phase(1, "Fase 1 - 1 a 30 dias", 1, 30),
    Phase(2, "Fase 2 - 31 a 60 dias", 31, 60),
    Phase(3, "Fase 3 - 61 a 90 dias", 61, 90),
    Phase(4, "Fase 4 - acima de 90 dias", 91, 9999),
)


class Stay(NamedTuple):
    """A contract's stay in a phase: the nightly jobs that opened and closed its occurrence."""

    number: int
    phase: Phase
    opened: Day
    closed: Day


class Nights:
    """What stands on one contract rather than on its rows, kept small: it is asked for more often.

    The nightly verdicts are three integers a span of one oldest due date.
    """

    __slots__ = ("_spans", "end", "occurrences", "renegotiations", "undone")

    def __init__(self, life: Life) -> None:
        end = life.end[1] if life.end and life.undone is None else FOREVER
        spans = [] if life.contract.corner == "asleep" else _oldest(life, end)
        if life.end and life.undone is not None:
            spans = list(_outside(spans, life.end[1], life.undone))
        self.end = life.end
        self.undone = life.undone
        self.occurrences = life.occurrences
        self.renegotiations = life.renegotiations
        self._spans = array("i", [number for span in spans for number in span])

    def ended(self, day: Day) -> tuple[str, Day] | None:
        """(Q, D, T or C, since when) while it is at its end."""
        is_over = self.end is not None and self.end[1] <= day and (self.undone is None or day < self.undone)
        return self.end if is_over else None

    def status(self, night: Day, signed: Day) -> tuple[str, Day]:
        """(A or U, since when) after the job of a night."""
        since, flat = signed, self._spans
        for place in range(0, len(flat), 3):
            start, end = flat[place], flat[place + 1]
            if start > night:
                break
            if night < end:
                return "U", self._began(place)
            since = end
        return "A", since

    def stays(self) -> list[Stay]:
        """Every stay in a phase since phases exist, future ones included; numbers are theirs for good."""
        found: list[tuple[Phase, Day, Day]] = []
        flat = self._spans
        for place in range(0, len(flat), 3):
            for piece in _pieces(flat[place], flat[place + 1], flat[place + 2]):
                if found and found[-1][0] is piece[0] and found[-1][2] == piece[1]:
                    found[-1] = (piece[0], found[-1][1], piece[2])
                else:
                    found.append(piece)
        seen = [stay for stay in found if stay[2] > PHASES_SINCE]
        return [
            Stay(number, phase, max(opened, PHASES_SINCE), closed)
            for number, (phase, opened, closed) in enumerate(seen, 1)
        ]

    def _began(self, place: int) -> Day:
        flat = self._spans
        while place and flat[place - 2] == flat[place]:
            place -= 3
        return flat[place]


def _pieces(start: Day, end: Day, due: Day) -> list[tuple[Phase, Day, Day]]:
    cut = ((phase, max(start, due + phase.first), min(end, due + phase.last + 1)) for phase in PHASES)
    return [piece for piece in cut if piece[1] < piece[2]]


def _oldest(life: Life, end: Day) -> list[tuple[Day, Day, Day]]:
    """(start, end, oldest due) of each span of nights with something overdue."""
    doubtful = [row for row in life.rows if len(h := row.history) != 1 or h[0].seen_on > row.due]
    overdue = sorted(span for row in doubtful for span in _overdue(row) if span[0] < end)
    edges = sorted({edge for span in overdue for edge in span[:2]})
    found: list[tuple[Day, Day, Day]] = []
    active: list[tuple[Day, Day]] = []
    place = 0
    for start, until in pairwise(edges):
        while place < len(overdue) and overdue[place][0] <= start:
            heappush(active, (overdue[place][2], overdue[place][1]))
            place += 1
        while active and active[0][1] <= start:
            heappop(active)
        if not active or start >= end:
            continue
        due, stop = active[0][0], min(until, end)
        if found and found[-1][1] == start and found[-1][2] == due:
            found[-1] = (found[-1][0], stop, due)
        else:
            found.append((start, stop, due))
    return found


def _outside(spans: list[tuple[Day, Day, Day]], start: Day, stop: Day) -> Iterator[tuple[Day, Day, Day]]:
    """The spans without what lies between two days."""
    for first, last, due in spans:
        if first < min(last, start):
            yield first, min(last, start), due
        if max(first, stop) < last:
            yield max(first, stop), last, due


def _overdue(row: Row) -> list[tuple[Day, Day, Day]]:
    """(first night, night after the last, due) of a row's times overdue."""
    if row.due > LIVE_TO:
        return []
    spans, since, due, is_open = [], row.born, row.due, True
    last = row.gone or FOREVER
    for change in (*row.history, Change(last, INACTIVE, last)):
        if change.seen_on > last:
            break
        if is_open:
            first, stop = max(workday(due), since) + 1, change.seen_on + 1
            if first < stop:
                spans.append((first, min(stop, FOREVER), due))
        since, due, is_open = change.seen_on, change.due or row.due, is_owed(change)
    return spans


def is_owed(change: Change) -> bool:
    """Whether a row stands open after a change: not inactive, unpaid or with its cheque returned."""
    return change.status != INACTIVE and (change.paid_on is None or change.status in RETURNED)
