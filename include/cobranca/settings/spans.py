"""Where a ticket stands by its days overdue (R5.3): the linear chain of a flow and its spans."""

from dataclasses import dataclass
from itertools import accumulate

from cobranca.settings.flow import Flow, Step

FIRST, BETWEEN, WAITING = "INTEGRACAO", "INTERMEDIARIO", "AGUARDANDO_ATENDIMENTO"
"""The three statuses that every collection flow starts with (R5.1)."""


@dataclass(frozen=True)
class Span:
    """The days overdue of a status of the chain: `start_day <= days < end_day`; no end: for ever.

    An empty span (INTERMEDIARIO's minute) is nobody's place.
    """

    status: str
    position: int
    start_day: int
    end_day: int | None

    def holds(self, days: int) -> bool:
        """Whether a ticket of so many days overdue stands here."""
        return self.start_day <= days and (self.end_day is None or days < self.end_day)


def chain(flow: Flow) -> tuple[Step, ...]:
    """The linear statuses in order from INTERMEDIARIO on, and the final one that the last leads to.

    Empty for a flow that does not have the opening of R5.1; a broken chain ends where it breaks.
    """
    steps: list[Step] = []
    step = flow.step(BETWEEN)
    while step and step not in steps:
        steps.append(step)
        moves_on = step.linear and step.wait and step.leads_to
        step = flow.step(step.leads_to) if moves_on and step.leads_to else None
    return tuple(steps)


def spans(flow: Flow) -> tuple[Span, ...]:
    """The spans of the chain, in order: contiguous from day 0, the last without end."""
    steps = chain(flow)
    waits = [step.wait.days if step.wait else 0 for step in steps]
    starts = list(accumulate(waits, initial=0))[: len(steps)]
    ends: list[int | None] = [*starts[1:], None]
    return tuple(
        Span(step.status, position, start, end)
        for position, (step, start, end) in enumerate(zip(steps, starts, ends, strict=False), 1)
    )


def place(flow: Flow, days: int) -> str:
    """The status of a ticket that is `days` (0 or more) overdue."""
    return next(span.status for span in spans(flow) if span.holds(days))
