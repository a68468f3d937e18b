"""Which flows are of which kind: a flow is of the kinds of the requests that follow it."""

from collections.abc import Iterator

from cobranca.settings.faults import Path
from cobranca.settings.flow import Flow
from cobranca.settings.model import Settings


def kinds_of(settings: Settings, flow: Flow) -> set[str]:
    """The kinds of requests that follow a flow."""
    return {request.kind for request in settings.requests if request.flow == flow.code}


def flows_of(settings: Settings, *kinds: str) -> Iterator[tuple[Path, Flow]]:
    """The flows that requests of any of these kinds follow, with their paths."""
    for number, flow in enumerate(settings.flows):
        if kinds_of(settings, flow) & set(kinds):
            yield ("flows", number), flow
