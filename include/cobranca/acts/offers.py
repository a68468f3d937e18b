"""What a person may do with a ticket now: what a page offers, and nothing that would be refused by role or flow."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cobranca.acts import actionflow, flows
from cobranca.acts.people import Act, Role, may
from cobranca.settings import Settings
from cobranca.settings.checks.flow_use import BLOCKS
from cobranca.settings.service import PersonField

_OF_KIND: Final[dict[str, tuple[Act, ...]]] = {
    "contract": ("move", "note", "promise", "field", "hold", "mark", "block", "responsible", "close"),
    "installment": ("note", "dispute"),
    "integration": ("note",),
    "action": ("note", "field"),
}


@dataclass(frozen=True, slots=True)
class Offers:
    """Acts, with what each may choose from: empty where the act itself is not offered."""

    acts: tuple[Act, ...] = ()
    statuses: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    fields: tuple[PersonField, ...] = ()
    marks: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()


def of_ticket(settings: Settings, role: Role, ticket: Mapping[str, Any]) -> Offers:
    """What the role may do with a ticket, given as a row of crm.ticket."""
    request, status = ticket["request_code"], ticket["status_code"]
    acts = tuple(act for act in _taken(ticket) if may(role, act))
    if ticket["kind"] == "action" and not may(role, "mark"):
        acts = tuple(act for act in acts if act != "field")
    declared = settings.request(request)
    able = list(actionflow.actions(settings))
    return Offers(
        acts=acts,
        statuses=_if("move" in acts, [s for s in flows.visible_statuses(settings, request) if s != status]),
        closing=_if("close" in acts, flows.closing_statuses(settings, request)),
        fields=declared.fields if declared and "field" in acts else (),
        marks=_if("mark" in acts, [each.step.status for each in able if each.sets_mark]),
        blocks=_if("block" in acts, [code for code in BLOCKS if any(code in each.blocks for each in able)]),
    )


def _taken(ticket: Mapping[str, Any]) -> tuple[Act, ...]:
    return _OF_KIND[ticket["kind"]] if ticket["closed_on"] is None else ("note",)


def _if(is_offered: bool, choices: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(choices)) if is_offered else ()
