"""What the role `leitura` sees of a ticket (R5.9, R7.9): names and documents masked, and nothing that people wrote
freely, for that may hold anything."""

from collections.abc import Mapping
from typing import Any, Final

from cobranca.mega.masking import masked
from cobranca.settings import Settings

HIDDEN: Final = "(oculto)"
"""Stands for a text that is not shown."""
Row = dict[str, Any]


def of_ticket(settings: Settings, ticket: Row) -> Row:
    """A ticket without personal data."""
    fields = _without_texts(settings, ticket["fields"], ticket["person_fields"])
    return of_listed(ticket) | {
        "fields": fields,
        "person_fields": {key: fields[key] for key in ticket["person_fields"]},
    }


def of_listed(row: Row) -> Row:
    """A row with the customer's name and document masked."""
    return row | {key: row[key] and masked(row[key]) for key in ("customer_name", "tax_id")}


def of_fact(fact: Row) -> Row:
    """A dated fact without its reason."""
    return fact | {"reason": fact["reason"] and HIDDEN}


def of_event(settings: Settings, event: Row) -> Row:
    """An event without what a person wrote; the machine's are as they are."""
    details = event["details"] or {}
    if "role" not in details:
        return event
    told = {key: value and HIDDEN if key == "text" else value for key, value in details.items()}
    if "field" in details and not _is_choice(settings, details["field"]):
        told |= {key: details[key] and HIDDEN for key in ("value", "before_value")}
    if "person_fields" in details:
        told["person_fields"] = _without_texts(settings, details["person_fields"], details["person_fields"])
    reason = event["reason"] if event["kind"] == "closed" else event["reason"] and HIDDEN
    return event | {"reason": reason, "details": told}


def _without_texts(settings: Settings, fields: Mapping[str, Any], written: Mapping[str, Any]) -> Row:
    return {key: HIDDEN if key in written and not _is_choice(settings, key) else value for key, value in fields.items()}


def _is_choice(settings: Settings, code: str) -> bool:
    """Whether a field holds days, amounts or choices of a list, in whatever request it is declared."""
    types = {field.type for request in settings.requests for field in request.fields if field.code == code}
    return bool(types) and "text" not in types
