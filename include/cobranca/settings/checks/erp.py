"""The ERP mapping: SOAP names, occurrence types, freshness (R3.9, R8.7)."""

import string
from collections.abc import Iterator

from cobranca.settings.checks.references import request_fault
from cobranca.settings.erp import Operation
from cobranca.settings.faults import Finding, Path, listed, one_of
from cobranca.settings.model import Settings

CAUSES = ("distrato", "transfer", "cession", "inactivation")
VARIABLES = (
    *("login", "password", "as_of", "since"),
    *("branch_code", "contract_code", "customer_code", "tax_id"),
)
SECRETS = ("senha", "password", "pass", "token")
REQUIRED = {
    "phase_occurrences": ("occurrence_code", "branch_code", "contract_code", "opened_on"),
    "contract_occurrences": ("occurrence_code", "branch_code", "contract_code", "type", "opened_on"),
    "people": (),
}
FIELDS = {
    "phase_occurrences": (
        *REQUIRED["phase_occurrences"],
        *("phase_code", "phase_name", "from_days", "to_days", "ended_on", "type", "description"),
    ),
    "contract_occurrences": (*REQUIRED["contract_occurrences"], "ended_on", "description"),
    "people": ("customer_code", "email", "sms", "whatsapp", "phone", "state", "city"),
}
"""Our names of the fields of each operation's records."""


def find(settings: Settings) -> Iterator[Finding]:
    """Names that the client would not understand, and what R3.9 and R8.7 miss."""
    soap = settings.erp.soap
    for part in FIELDS:
        operation = getattr(soap, part)
        if operation:
            yield from _fields(operation, part, ("erp", "soap", part, "fields"))
            yield from _variables(operation, ("erp", "soap", part, "request"))
    if settings.erp.rest.extract_source == "soap" and soap.extract is None:
        message = "extracts come by SOAP, and no operation is named for them"
        cure = "write `extract:` under `soap`, or `extract_source: rest`"
        yield Finding(("erp", "rest", "extract_source"), message, cure)
    yield from _occurrence_types(settings)
    yield from _freshness(settings)


def _fields(operation: Operation, part: str, path: Path) -> Iterator[Finding]:
    for name in operation.fields:
        if name not in FIELDS[part]:
            yield Finding((*path, name), f"unknown field `{name}`", one_of(name, FIELDS[part]))
    missing = [name for name in REQUIRED[part] if name not in operation.fields]
    if missing:
        cure = "write each with the name that it has in the WSDL"
        yield Finding(path, f"{listed(missing)} of the record must be named", cure)


def _variables(operation: Operation, path: Path) -> Iterator[Finding]:
    for name, value in operation.request.items():
        for variable in _named(value):
            if variable not in VARIABLES:
                message = f"unknown variable `{{{variable}}}`"
                yield Finding((*path, name), message, one_of(variable, VARIABLES))
        if name.split(".")[-1].lower() in SECRETS and value and not _named(value):
            message = f"`{name}` is written out: settings are kept in the database and in the repository"
            cure = "write `{password}`, and the password in the connection mega_soap"
            yield Finding((*path, name), message, cure)


def _named(value: str) -> list[str]:
    try:
        return [name for _, name, _, _ in string.Formatter().parse(value) if name is not None]
    except ValueError:
        return [value]


def _occurrence_types(settings: Settings) -> Iterator[Finding]:
    types = settings.erp.occurrence_types
    for code, each in types.items():
        path: Path = ("erp", "occurrence_types", code)
        if each.cause not in CAUSES:
            yield Finding((*path, "cause"), f"unknown cause `{each.cause}`", one_of(each.cause, CAUSES))
        yield from request_fault(settings, each.request, "integration", (*path, "request"))
    missing = [cause for cause in CAUSES if cause not in {each.cause for each in types.values()}]
    if missing:
        message = f"no occurrence type is mapped to {listed(missing)}: such occurrences are refused by name (R3.9)"
        cure = "write the ERP's code of the type with `cause:` and `request:`"
        yield Finding(("erp", "occurrence_types"), message, cure, "warning")


def _freshness(settings: Settings) -> Iterator[Finding]:
    signal = settings.erp.freshness
    if signal is None:
        message = "no freshness signal: whether the ERP's nightly update has run is not known (R8.7)"
        cure = "write `freshness:` with an operation and its field, or with `signal: phase_occurrence`"
        yield Finding(("erp", "freshness"), message, cure, "warning")
    elif signal.signal == "operation" and not (signal.operation and signal.field):
        message = "the signal is an operation's field, and one of the two is not named"
        cure = "write `operation:` and `field:` under `freshness`"
        yield Finding(("erp", "freshness"), message, cure)
    elif signal.operation:
        yield from _variables(signal.operation, ("erp", "freshness", "operation", "request"))
