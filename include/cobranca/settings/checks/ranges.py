"""Ranges of days: phases and aging are contiguous, dashboard ranges may share a bound (R3.1)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from cobranca.settings.company import Phase, Range
from cobranca.settings.faults import Finding
from cobranca.settings.model import Settings


def find(settings: Settings) -> Iterator[Finding]:
    """Ranges that overlap, leave gaps or end before they start."""
    yield from _contiguous("phases", settings.phases)
    yield from _contiguous("aging", settings.aging)
    yield from _contiguous("dashboard", settings.dashboard, shares_bounds=True)
    yield from _ends(settings)


def _contiguous(section: str, ranges: Sequence[Phase | Range], shares_bounds: bool = False) -> Iterator[Finding]:
    ordered = sorted(enumerate(ranges), key=lambda pair: (pair[1].from_days, pair[1].to_days or 0))
    for number, each in ordered:
        if each.to_days is not None and each.to_days < each.from_days:
            message = f"the range ends on day {each.to_days}, before it starts on day {each.from_days}"
            yield Finding((section, number, "to_days"), message, f"write {each.from_days} or more")
    for (_, before), (number, each) in pairwise(ordered):
        yield from _follows(section, number, before, each, shares_bounds)


def _follows(
    section: str, number: int, before: Phase | Range, each: Phase | Range, shares_bounds: bool
) -> Iterator[Finding]:
    at = (section, number, "from_days")
    end = before.to_days
    if end is None:
        message = f"overlaps the range from day {before.from_days}, which has no end"
        cure = f"write `to_days: {max(each.from_days - 1, before.from_days)}` for that one"
        yield Finding(at, message, cure)
    elif each.from_days < end or (each.from_days == end and not shares_bounds):
        message = f"overlaps the range from day {before.from_days} to {end}"
        yield Finding(at, message, f"write `from_days: {end + 1}`, or end that one earlier")
    elif each.from_days > end + 1:
        message = f"leaves a gap: no range holds day {end + 1}" + (
            "" if each.from_days == end + 2 else f" to {each.from_days - 1}"
        )
        yield Finding(at, message, f"write `from_days: {end + 1}`")


def _ends(settings: Settings) -> Iterator[Finding]:
    """Days under the first and over the last range belong to none."""
    if settings.aging:
        first = min(range(len(settings.aging)), key=lambda i: settings.aging[i].from_days)
        if settings.aging[first].from_days > 1:
            message = "leaves a gap: no range holds day 1"
            yield Finding(("aging", first, "from_days"), message, "write `from_days: 1`")
    sections: tuple[tuple[str, Sequence[Phase | Range]], ...] = (
        ("aging", settings.aging),
        ("phases", settings.phases),
    )
    for section, ranges in sections:
        if ranges and all(each.to_days is not None for each in ranges):
            last = max(range(len(ranges)), key=lambda i: ranges[i].to_days or 0)
            message = f"leaves a gap: no range holds days over {ranges[last].to_days}"
            severity = "error" if section == "aging" else "warning"
            yield Finding(
                (section, last, "to_days"),
                message,
                "take `to_days` out of the last range",
                "error" if severity == "error" else "warning",
            )
