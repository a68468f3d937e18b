"""Random schedules: each kind breaks the rhythm of the days in a way of its own."""

from datetime import date

from hypothesis import strategies as st

from tests.laws.histories import DAYS
from tests.laws.schedule import Act, Run, Schedule, Settled, every_day
from tests.laws.story import Story
from tests.laws.variants import CHANGES

FIRSTS = (date(2026, 2, 9), date(2026, 3, 27), date(2026, 5, 29), date(2025, 12, 19), date(2026, 4, 13))
"""With Carnival, Good Friday, Corpus Christi, the turn of the year, Tiradentes and a branch's own day."""
STAYING = {"types", "grace", "none", "own"}
"""Settings that stand from the beginning or never: what exists, whose a mark is."""
MOVES = ("EM_CONTATO", "RETORNO", "RETORNO", "EM_ANDAMENTO", "ETAPA_FINAL", "INTERMEDIARIO")
inner = st.integers(1, DAYS - 1)


@st.composite
def doubled(draw: st.DrawFn) -> tuple[Run, ...]:
    """Every day, some twice, from the ERP or from the landing (R9.1)."""
    again = draw(st.lists(st.tuples(inner, st.sampled_from(("erp", "landing"))), min_size=3, max_size=5))
    return every_day() + tuple(Run(n, n, "05:30", source) for n, source in again)


@st.composite
def gapped(draw: st.DrawFn) -> tuple[Run, ...]:
    """Some days never run (R9.2)."""
    missed = draw(st.sets(inner, min_size=4, max_size=9))
    return tuple(run for run in every_day() if run.as_of not in missed)


@st.composite
def caught_up(draw: st.DrawFn, source: str) -> tuple[Run, ...]:
    """Some days in a row break or are missed, and run afterwards in order before the next one (R9.3)."""
    runs: list[Run] = []
    owed: list[int] = []
    for n in range(DAYS):
        if n and draw(st.booleans()) and len(owed) < 4 and n < DAYS - 1:
            owed.append(n)
            runs += [Run(n, n, source="fetch")] if source == "landing" else []
            continue
        runs += [Run(each, n, "04:00", "landing" if source == "landing" else "erp") for each in owed]
        runs.append(Run(n, n))
        owed = []
    return tuple(runs)


@st.composite
def out_of_order(draw: st.DrawFn) -> tuple[Run, ...]:
    """Days are missed, passed over, and run long after later ones (R9.4)."""
    missed = draw(st.sets(inner, min_size=3, max_size=6))
    late = [Run(n, min(n + draw(st.integers(1, 5)), DAYS), "08:00") for n in sorted(missed)]
    return tuple(run for run in every_day() if run.as_of not in missed) + tuple(late)


@st.composite
def at_noon(draw: st.DrawFn) -> tuple[Run, ...]:
    """Some days run once more, or only, after people have acted."""
    some = draw(st.sets(inner, min_size=3, max_size=5))
    alone = draw(st.sets(inner, max_size=3))
    mornings = tuple(run for run in every_day() if run.as_of not in alone)
    minutes = draw(st.sets(st.sampled_from(sorted({run.as_of for run in mornings})), min_size=3, max_size=6))
    more = [Run(n, n, draw(st.sampled_from(("10:30", "11:10"))), "minutes") for n in sorted(minutes)]
    return mornings + tuple(Run(n, n, "14:00") for n in sorted(some | alone)) + tuple(more)


@st.composite
def muddled(draw: st.DrawFn) -> tuple[Run, ...]:
    """All of it together."""
    runs = draw(st.one_of(gapped(), caught_up("landing"), caught_up("erp"), out_of_order()))
    more = draw(st.sets(st.sampled_from(sorted({run.as_of for run in runs if run.day == run.as_of})), max_size=3))
    return runs + tuple(Run(n, n, "14:00") for n in sorted(more) if n)


RUNS = {
    "doubled": doubled(),
    "gapped": gapped(),
    "caught up from the landing": caught_up("landing"),
    "caught up from the ERP": caught_up("erp"),
    "out of order": out_of_order(),
    "at noon": at_noon(),
    "muddled": muddled(),
}


@st.composite
def deeds(draw: st.DrawFn, stories: tuple[Story, ...]) -> list[Act]:
    """What people do with a contract, and mostly undo on a later day."""
    key = draw(st.sampled_from(stories)).key
    day, length, row = draw(st.integers(0, DAYS - 2)), draw(st.integers(1, 6)), draw(st.integers(1, 4))
    later = {"day": day + draw(st.integers(1, length)), "hour": "11:00", "key": key}
    begun, ended = draw(
        st.sampled_from(
            (
                (Act(day, "mark", key, draw(st.sampled_from("JTFD"))), Act(what="clear", **later)),
                (Act(day, "mark", key, draw(st.sampled_from("JTFD"))), Act(what="mark", value="J", **later)),
                (Act(day, "categorise", key), Act(what="uncategorise", **later)),
                (Act(day, "hold", key, until=day + length), Act(what="end_hold", **later)),
                (Act(day, "hold", key, until=day + length), Act(what="hold", until=day + 9, **later)),
                (Act(day, "dispute", key, row=row), Act(what="end_dispute", row=row, **later)),
                (Act(day, "block", key), Act(what="unblock_some", **later)),
                (Act(day, "block_some", key), Act(what="unblock", **later)),
                (
                    Act(day, "move", key, draw(st.sampled_from(MOVES))),
                    Act(what="close", value="COD_BAIXA_CTR", **later),
                ),
                (Act(day, "move", key, draw(st.sampled_from(MOVES))), Act(what="move", value="INTERMEDIARIO", **later)),
                (Act(day, "move", key, "RETORNO"), Act(what="mark", value="T", **later)),
            )
        )
    )
    return [begun, *([ended] if draw(st.integers(0, 2)) else [])]


@st.composite
def schedule(draw: st.DrawFn, kind: str, stories: tuple[Story, ...]) -> Schedule:
    """A schedule of that kind for these contracts; now and then other settings stand from a day on."""
    acts = tuple(one for pair in draw(st.lists(deeds(stories), min_size=10, max_size=16)) for one in pair)
    runs = draw(RUNS[kind])
    on_time = sorted({run.as_of for run in runs if run.day == run.as_of and run.as_of and run.source == "erp"})
    variant = draw(st.sampled_from(sorted(CHANGES)))
    changes: tuple[Settled, ...] = ()
    if variant not in STAYING and draw(st.booleans()):
        changes = (Settled(draw(st.sampled_from(on_time)), draw(st.sampled_from(sorted(set(CHANGES) - STAYING)))),)
    return Schedule(
        draw(st.sampled_from(FIRSTS)),
        runs,
        acts,
        variant=variant,
        changes=changes,
        name=kind,
    )
