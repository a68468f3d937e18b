"""The named examples as contracts, and the timetables that they share. All are of branch 3, Rio de Janeiro."""

from datetime import date

from tests.laws.schedule import Act, Run, Schedule, Settled, every_day
from tests.laws.story import Born, Happening, Story

FIRST = date(2026, 3, 9)  # a Monday
H = Happening
FGTS = {"receita_parcela": "FGTS"}

_NAMES = (
    *("deleted after inactivation", "occurrence of an odd day", "missing beside repasse", "gone beside repasse"),
    *("two studies", "moved ahead and marked", "cheque returned", "twins", "distrato studied", "awaits a call"),
    *("paid and reversed in the gap", "born and paid in the gap", "held in the gap", "moved in the gap"),
    *("booked late", "due on a Saturday", "transferred beside repasse"),
)


def code_of(name: str) -> int:
    """The contract of an example; no two are of one customer."""
    return 2_002 + 2 * _NAMES.index(name)


def _story(name: str, dues: tuple[int, ...], *happenings: Happening, branch: int = 3, **attributes: object) -> Story:
    return Story(code_of(name), branch, tuple(Born(due) for due in dues), happenings, attributes)


def _beside_repasse(name: str, *happenings: Happening) -> Story:
    return Story(code_of(name), 3, (Born(-10), Born(-40, FGTS)), happenings)


def _act(name: str, day: int, what: str, value: str = "", hour: str = "10:00", until: int = 0) -> Act:
    return Act(day, what, (3, code_of(name)), value, until=until, hour=hour)


DAILY = (
    (
        _story("deleted after inactivation", (-12,), H(2, "stop", 1, 1, "Inativada por termo"), H(4, "vanish", 1)),
        _story("occurrence of an odd day", (-6,), H(3, "phase", on=3, text="1"), H(3, "odd", text="twice")),
        _beside_repasse("missing beside repasse", H(3, "vanish", 1), H(4, "appear", 1)),
        _beside_repasse("gone beside repasse", H(3, "vanish", 1)),
        _beside_repasse(
            "transferred beside repasse",
            H(3, "lodge", on=2, text="transfer"),
            H(3, "letter", text="Transferido"),
            H(3, "vanish", 2),
        ),
        _story("two studies", (-4,), H(0, "study", on=-40), H(0, "study", on=-1)),
        _story("moved ahead and marked", (-12,), H(3, "move", 1, 20)),
        _story("cheque returned", (-12,), H(2, "pay", 1, 1), H(5, "cheque", 1, 4, "Cheque devolvido")),
        _story("twins", (-12,)),
        _story("twins", (-30,), branch=4),
        _story("distrato studied", (-4,), H(0, "lodge", on=-2, text="distrato"), H(5, "end", on=4)),
        _story("awaits a call", (-4,)),
        _story("due on a Saturday", (5,), status_contrato="Quitado"),
    ),
    Schedule(
        FIRST,
        every_day(8),
        (
            _act("moved ahead and marked", 2, "mark", "J"),
            _act("awaits a call", 1, "move", "RETORNO"),
            _act("awaits a call", 4, "mark", "T"),
        ),
        changes=(Settled(5, "none"),),
        name="every day",
    ),
)

GAPPED = (
    (
        _story("paid and reversed in the gap", (-12,), H(2, "pay", 1, 1), H(4, "reverse", 1)),
        _story("born and paid in the gap", (0,), H(5, "pay", 1, 4)),
        _story("held in the gap", (-3,)),
        _story("moved in the gap", (-8,), H(4, "move", 1, -1)),
    ),
    Schedule(
        FIRST,
        (Run(0, 0), Run(6, 6), Run(9, 9)),
        (_act("held in the gap", 4, "hold", until=8),),
        name="gap",
    ),
)

CAUGHT_UP = (
    (_story("booked late", (-12,), H(2, "pay", 1, 0)),),
    Schedule(
        FIRST,
        (
            Run(0, 0),
            *(Run(n, n, source="fetch") for n in (1, 2)),
            *(Run(n, 3, "04:00", "landing") for n in (1, 2)),
            Run(3, 3),
        ),
        name="from the landing",
    ),
)
