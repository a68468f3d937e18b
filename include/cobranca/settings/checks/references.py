"""Codes that are used must be declared, and be what they are used as."""

from collections.abc import Iterable, Iterator

from cobranca.settings.contact import CHANNELS
from cobranca.settings.faults import Finding, Path, one_of
from cobranca.settings.flow import Flow
from cobranca.settings.model import Settings
from cobranca.settings.service import CAUSES

STANDARD_KINDS = {
    "integration_request": "integration",
    "contract_request": "contract",
    "installment_request": "installment",
    "repasse_contract_request": "contract",
    "action_request": "action",
}


def find(settings: Settings) -> Iterator[Finding]:
    """Unknown requests, statuses, flows and channels, wherever they are named."""
    for part, kind in STANDARD_KINDS.items():
        yield from request_fault(settings, getattr(settings.standard, part), kind, ("standard", part))
    yield from _closing_status(settings, settings.standard.integration_status, ("standard", "integration_status"))
    for cause in CAUSES:
        for kind in ("contract", "installment"):
            code = getattr(settings.closing.pair(cause), kind)
            yield from _closing_status(settings, code, ("closing", cause, kind))
    yield from _requests(settings)
    for number, flow in enumerate(settings.flows):
        yield from _flow(settings, flow, ("flows", number))
    yield from _contact(settings)


def request_fault(settings: Settings, code: str, kind: str, path: Path) -> Iterator[Finding]:
    """Where `code` is not a declared request of that kind."""
    request = settings.request(code)
    if request is None:
        known = [request.code for request in settings.requests if request.kind == kind]
        cure = f"{one_of(code, known)}, or declare it in requests.yaml with `kind: {kind}`"
        yield Finding(path, f"request `{code}` is not declared", cure)
    elif request.kind != kind:
        cure = f"write a request of kind `{kind}`, or correct its kind in requests.yaml"
        yield Finding(path, f"request `{code}` is of kind `{request.kind}`, not `{kind}`", cure)


def _closing_status(settings: Settings, code: str, path: Path) -> Iterator[Finding]:
    status = next((status for status in settings.statuses if status.code == code), None)
    cure = f"write `- {{code: {code}, name: …, closing: true}}` in statuses.yaml"
    if status is None:
        yield Finding(path, f"closing status `{code}` is not declared", cure)
    elif not status.closing:
        yield Finding(path, f"status `{code}` is declared, but does not close", cure)


def _requests(settings: Settings) -> Iterator[Finding]:
    for number, request in enumerate(settings.requests):
        path: Path = ("requests", number, "flow")
        if request.flow is not None:
            known = [flow.code for flow in settings.flows]
            yield from _unknown("flow", request.flow, known, path, "flows.yaml")
        elif request.kind != "integration":
            message = f"request `{request.code}` has no flow: its tickets could neither move nor close"
            cure = "write `flow:` with a flow of flows.yaml that is linear and has closing statuses"
            yield Finding(path, message, cure)


def _flow(settings: Settings, flow: Flow, path: Path) -> Iterator[Finding]:
    known = [status.code for status in settings.statuses]
    own = [step.status for step in flow.steps]
    for number, step in enumerate(flow.steps):
        at = (*path, "steps", number)
        yield from _unknown("status", step.status, known, (*at, "status"), "statuses.yaml")
        if step.leads_to is not None and step.leads_to not in own:
            message = f"leads to `{step.leads_to}`, which is no step of this flow"
            yield Finding((*at, "leads_to"), message, f"{one_of(step.leads_to, own)}, or add the step")
        for index, channel in enumerate(step.channels):
            yield from _channel(settings, channel, (*at, "channels", index))
    for number, code in enumerate(flow.closing):
        yield from _closing_status(settings, code, (*path, "closing", number))


def _channel(settings: Settings, channel: str, path: Path) -> Iterator[Finding]:
    if channel not in CHANNELS:
        yield Finding(path, f"unknown channel `{channel}`", one_of(channel, CHANNELS))
    elif channel not in settings.contact.order:
        cure = "add it to `order` in contact.yaml, or take it out of this step"
        yield Finding(path, f"channel `{channel}` is not one that the company uses", cure)


def _contact(settings: Settings) -> Iterator[Finding]:
    contact = settings.contact
    for index, channel in enumerate(contact.order):
        yield from _unknown("channel", channel, CHANNELS, ("contact", "order", index))
    for part in ("test_recipients", "windows", "daily_caps"):
        for channel in getattr(contact, part):
            yield from _unknown("channel", channel, CHANNELS, ("contact", part, channel))


def _unknown(what: str, code: str, known: Iterable[str], path: Path, file: str | None = None) -> Iterator[Finding]:
    names = list(known)
    if code not in names:
        declare = f", or declare it in {file}" if file else ""
        yield Finding(path, f"unknown {what} `{code}`", one_of(code, names) + declare)
