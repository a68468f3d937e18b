"""The three statuses that every collection flow starts with (R5.1)."""

from collections.abc import Iterator

from cobranca.settings.checks.kinds import flows_of, kinds_of
from cobranca.settings.faults import Finding, Path
from cobranca.settings.flow import Flow, Step
from cobranca.settings.model import Settings
from cobranca.settings.spans import BETWEEN, FIRST, WAITING

OPENING = {
    FIRST: f"- {{status: {FIRST}, hidden: true, leads_to: {BETWEEN}}}",
    BETWEEN: f"- {{status: {BETWEEN}, linear: true, wait: 1 minute, leads_to: {WAITING}}}",
    WAITING: f"- {{status: {WAITING}, linear: true, wait: 3 days, leads_to: …}}",
}
FOR_EVER = 9999
"""Days that a contract ticket waits for a person (R5.1)."""


def find(settings: Settings) -> Iterator[Finding]:
    """Flows of contracts and installments that do not start as R5.1 says."""
    for path, flow in flows_of(settings, "contract", "installment"):
        for position, (code, line) in enumerate(OPENING.items(), 1):
            yield from _stands(flow, path, code, position, line)
        if "contract" in kinds_of(settings, flow):
            yield from _waits_for_people(flow, path)


def _stands(flow: Flow, path: Path, code: str, position: int, line: str) -> Iterator[Finding]:
    number = next((i for i, step in enumerate(flow.steps) if step.status == code), None)
    if number is None:
        message = f"`{code}` is missing: it must be status {position} of the flow"
        yield Finding((*path, "steps"), message, f"write `{line}` as step {position}")
        return
    at = (*path, "steps", number)
    if number != position - 1:
        message = f"`{code}` is status {number + 1} of the flow, it must be status {position}"
        yield Finding((*at, "status"), message, f"move it: INTEGRACAO, INTERMEDIARIO, {WAITING}, in this order")
    yield from _is_linear(flow.steps[number], at)
    yield from _leads(flow.steps[number], at, line)


def _is_linear(step: Step, at: Path) -> Iterator[Finding]:
    if step.status == FIRST:
        if step.linear:
            yield Finding((*at, "linear"), f"`{FIRST}` must not be linear", "write `linear: false`")
        if not step.hidden:
            message = f"`{FIRST}` must be hidden from the status screen"
            yield Finding((*at, "hidden"), message, "write `hidden: true`")
    elif not step.linear:
        yield Finding((*at, "linear"), f"`{step.status}` must be linear", "write `linear: true`")


def _leads(step: Step, at: Path, line: str) -> Iterator[Finding]:
    following = {FIRST: BETWEEN, BETWEEN: WAITING}.get(step.status)
    if following and step.leads_to != following:
        message = f"`{step.status}` leads to `{step.leads_to}`, it must lead to `{following}`"
        yield Finding((*at, "leads_to"), message, f"write `leads_to: {following}`")
    is_a_minute = step.wait and (step.wait.unit, step.wait.count) == ("minutes", 1)
    if step.status == BETWEEN and not is_a_minute:
        message = f"`{BETWEEN}` waits `{step.wait and step.wait.model_dump()}`, it must wait one minute"
        yield Finding((*at, "wait"), message, f"write `{line}`")


def _waits_for_people(flow: Flow, path: Path) -> Iterator[Finding]:
    for number, step in enumerate(flow.steps):
        if step.status == WAITING and step.wait and step.wait.days != FOR_EVER:
            yield Finding(
                (*path, "steps", number, "wait"),
                f"contract tickets move on after {step.wait.model_dump()}, they usually wait for a person",
                f"write `wait: {FOR_EVER} days`, unless that is meant",
                "warning",
            )
