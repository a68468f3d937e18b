"""Every collection flow is linear (R1.5): its chain reaches an end, without branches or loops."""

from collections.abc import Iterator

from cobranca.settings.checks.flow_opening import FOR_EVER
from cobranca.settings.checks.kinds import flows_of, kinds_of
from cobranca.settings.faults import Finding, Path
from cobranca.settings.flow import Flow, Step
from cobranca.settings.model import Settings
from cobranca.settings.spans import BETWEEN, FIRST, WAITING, chain


def find(settings: Settings) -> Iterator[Finding]:
    """Flows of contracts and installments whose chain breaks, branches or loops."""
    for path, flow in flows_of(settings, "contract", "installment"):
        is_moved_by_machine = "installment" in kinds_of(settings, flow)
        broken = [*_chain(flow, path), *_loops(flow, path)]
        yield from broken
        yield from _off_chain(flow, path, is_moved_by_machine and _reaches_an_end(flow) and not broken)
        if is_moved_by_machine:
            yield from _standstill(flow, path)


def _chain(flow: Flow, path: Path) -> Iterator[Finding]:
    """What stops the chain on its way from AGUARDANDO_ATENDIMENTO to the final status."""
    for step in chain(flow):
        at = (*path, "steps", flow.steps.index(step))
        if step.status != BETWEEN:
            yield from _breaks(step, at)


def _reaches_an_end(flow: Flow) -> bool:
    """Whether the chain comes to a final status; where not, what follows is not told one by one."""
    steps = chain(flow)
    return bool(steps) and steps[-1].leads_to is None


def _breaks(step: Step, at: Path) -> Iterator[Finding]:
    name = step.status
    if step.leads_to is None and step.wait:
        message = f"flow not linear: `{name}` waits {step.wait.model_dump()} and then leads nowhere"
        yield Finding((*at, "leads_to"), message, "write `leads_to:` with the next status, or take `wait` out")
    elif step.leads_to is None and name == WAITING:
        message = f"flow not linear: the chain ends at `{name}`, which leads nowhere"
        yield Finding((*at, "leads_to"), message, "write `wait: … days` and `leads_to:` with the next status")
    elif step.leads_to and not step.linear and name != WAITING:
        message = f"flow not linear: `{name}` stands in the chain and is not linear"
        yield Finding((*at, "linear"), message, "write `linear: true`; only the final status may do without")
    elif step.leads_to and not step.wait:
        message = f"flow not linear: `{name}` leads to `{step.leads_to}`, but has no waiting time"
        yield Finding((*at, "wait"), message, "write `wait: … days`, or take `leads_to` out of the final status")


def _loops(flow: Flow, path: Path) -> Iterator[Finding]:
    """Each ring of statuses through which tickets would go for ever, at its last step."""
    for number, step in enumerate(flow.steps):
        ring = _ring(flow, step)
        if ring and number == max(flow.steps.index(each) for each in ring):
            message = f"flow not linear: `{step.status}` leads back to `{step.leads_to}`, tickets would loop"
            cure = "write a status that comes later in the flow"
            yield Finding((*path, "steps", number, "leads_to"), message, cure)


def _ring(flow: Flow, start: Step) -> list[Step]:
    """The statuses from `start` back to itself, empty where no way leads back."""
    way: list[Step] = []
    step: Step | None = start
    while step and step not in way and (step.linear or step.status == FIRST):
        way.append(step)
        step = flow.step(step.leads_to) if step.leads_to else None
    return way if step is start else []


def _off_chain(flow: Flow, path: Path, is_refused: bool) -> Iterator[Finding]:
    """Linear statuses beside the chain: a branch of a régua, a person's choice in a contract flow."""
    in_chain = {FIRST, *(step.status for step in chain(flow))}
    for number, step in enumerate(flow.steps):
        at = (*path, "steps", number)
        if step.status in in_chain:
            continue
        if step.linear and is_refused:
            message = f"flow not linear: no status of the chain leads to `{step.status}`"
            yield Finding(at, message, "let a status of the chain lead to it, or take it out")
        elif step.linear:
            yield from _breaks(step, at)
        elif step.wait:
            message = f"`{step.status}` has a waiting time, but only a linear status moves by itself"
            yield Finding((*at, "wait"), message, "write `linear: true`, or take `wait` out", "warning")


def _standstill(flow: Flow, path: Path) -> Iterator[Finding]:
    for number, step in enumerate(flow.steps):
        if step.linear and step.wait and step.wait.days >= FOR_EVER:
            yield Finding(
                (*path, "steps", number, "wait"),
                f"`{step.status}` waits {step.wait.days} days: an installment flow would fall silent there",
                "write the days of the régua, such as `3 days` (R5.1)",
                "warning",
            )
