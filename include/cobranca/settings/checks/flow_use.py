"""Integrations, closing statuses and use of flows (R4.5–R4.8, R6.8)."""

from collections.abc import Iterator

from cobranca.settings.checks.kinds import flows_of, kinds_of
from cobranca.settings.faults import Finding, Path, one_of
from cobranca.settings.flow import Flow, Integration
from cobranca.settings.model import Settings
from cobranca.settings.service import PersonField
from cobranca.settings.spans import BETWEEN, FIRST, WAITING

BLOCKS = ("TBG", "TBE", "TBS", "TBT", "TBW")


def find(settings: Settings) -> Iterator[Finding]:
    """Flows whose integrations would loop, do nothing or name what is not declared."""
    yield from _first_status(settings)
    yield from _contract_flows(settings)
    yield from _actions(settings)
    for number, flow in enumerate(settings.flows):
        if not kinds_of(settings, flow):
            message = f"no request follows flow `{flow.code}`, so it is not checked"
            cure = "name it as a request's `flow` in requests.yaml, or take it out"
            yield Finding(("flows", number), message, cure, "warning")
        yield from _values(settings, flow, ("flows", number))


def _first_status(settings: Settings) -> Iterator[Finding]:
    """R4.7: tickets are created there, so its integration would be carried out for ever."""
    for path, flow in flows_of(settings, "installment"):
        for number, step in enumerate(flow.steps):
            opens = number == 0 or step.status in (FIRST, BETWEEN, WAITING)
            if step.integration and opens:
                yield Finding(
                    (*path, "steps", number, "integration"),
                    f"installment tickets start in `{step.status}`: its integration loops for ever (R4.7)",
                    "take the integration out here and set it by a new ticket of kind `action` (COD_ACAO)",
                )


def _contract_flows(settings: Settings) -> Iterator[Finding]:
    for path, flow in flows_of(settings, "contract"):
        for number, step in enumerate(flow.steps):
            if step.integration and not step.integration.is_clearing:
                yield Finding(
                    (*path, "steps", number, "integration"),
                    f"`{step.status}` of a contract flow sets a mark or block; only `limpar` is usual (R4.6)",
                    "set marks and blocks by a new ticket of kind `action` (COD_ACAO)",
                    "warning",
                )


def _actions(settings: Settings) -> Iterator[Finding]:
    for path, flow in flows_of(settings, "action"):
        for number, step in enumerate(flow.steps):
            if step.integration is None:
                message = f"`{step.status}` of an action flow carries nothing out"
                cure = "write `integration: {method: collection_status, value: …}`, or take the status out"
                yield Finding((*path, "steps", number), message, cure, "warning")


def _values(settings: Settings, flow: Flow, path: Path) -> Iterator[Finding]:
    for number, step in enumerate(flow.steps):
        if step.integration:
            at = (*path, "steps", number, "integration")
            yield from _value(step.integration, at)
            yield from _field(settings, flow, step.integration, at)


def _value(integration: Integration, at: Path) -> Iterator[Finding]:
    is_block = integration.method in ("block", "unblock")
    if is_block and integration.value and integration.value not in BLOCKS:
        message = f"unknown block `{integration.value}`"
        yield Finding((*at, "value"), message, one_of(integration.value, BLOCKS))


def _field(settings: Settings, flow: Flow, integration: Integration, at: Path) -> Iterator[Finding]:
    if integration.field is None:
        return
    for request in settings.requests:
        field = next((field for field in request.fields if field.code == integration.field), None)
        if request.flow == flow.code and field is None:
            message = f"request `{request.code}` has no field `{integration.field}`"
            known = [field.code for field in request.fields]
            cure = f"{one_of(integration.field, known)}, or declare it under `fields` of the request"
            yield Finding((*at, "field"), message, cure)
        elif request.flow == flow.code and field and integration.method in ("block", "unblock"):
            yield from _block_list(field, at)


def _block_list(field: PersonField, at: Path) -> Iterator[Finding]:
    unknown = [value for value in field.values if value not in BLOCKS]
    if unknown or not field.values:
        message = f"field `{field.code}` must be a list of blocks; it has {list(field.values)}"
        yield Finding((*at, "field"), message, f"write `values: [{', '.join(BLOCKS[1:])}]` in the field")
