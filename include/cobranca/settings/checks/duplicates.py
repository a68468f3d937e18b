"""Codes that stand twice, equal priorities (R4.1)."""

from collections.abc import Iterator, Sequence

from cobranca.settings.faults import Finding, Path
from cobranca.settings.model import Settings


def find(settings: Settings) -> Iterator[Finding]:
    """Every second use of a code, at the second one."""
    for section in ("branches", "phases", "requests", "statuses", "flows"):
        items = getattr(settings, section)
        yield from _twice([item.code for item in items], (section,), "code")
    for section in ("aging", "dashboard"):
        yield from _twice([item.label for item in getattr(settings, section)], (section,), "label")
    if settings.developments != "all":
        yield from _twice(settings.developments, ("developments",))
    for number, flow in enumerate(settings.flows):
        yield from _twice([step.status for step in flow.steps], ("flows", number, "steps"), "status")
        yield from _twice(flow.closing, ("flows", number, "closing"))
    for number, request in enumerate(settings.requests):
        yield from _twice([field.code for field in request.fields], ("requests", number, "fields"), "code")
    yield from _priorities(settings)


def _twice(codes: Sequence[object], path: Path, key: str | None = None) -> Iterator[Finding]:
    for index, code in enumerate(codes):
        first = codes.index(code)
        if first < index:
            where = (*path, index, key) if key else (*path, index)
            message = f"`{code}` is already item {first + 1} of the list"
            yield Finding(where, message, "write another one, or take one of the two out")


def _priorities(settings: Settings) -> Iterator[Finding]:
    rules = settings.routing
    for index, rule in enumerate(rules):
        equal = next((other for other in rules[:index] if other.priority == rule.priority), None)
        if equal:
            free = max(other.priority for other in rules) + 10
            yield Finding(
                ("routing", index, "priority"),
                f"priority {rule.priority} is already that of rule `{equal.name}`",
                f"write a number that no other rule has, for example {free}; the lowest that matches wins",
            )
