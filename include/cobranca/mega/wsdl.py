"""What a WSDL has: the operation, the request's fields, the list of records and their fields.

Every name of the settings is looked up here before a call is made; one that the WSDL does not have is
refused by name, with those it does have.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import zeep
from zeep.wsdl.bindings.soap import SoapBinding

from cobranca.mega import wsdltypes as types
from cobranca.mega.refusals import Refusal
from cobranca.settings.erp import Operation

Path = tuple[str, ...]
_DEEPEST: Final = 10
"""Levels that only wrap an answer."""


class Unknown(Refusal):
    """A name of the settings that the WSDL does not have."""


@dataclass(frozen=True)
class Bound:
    """An operation found in the WSDL, with the ways into its answer (below the answer's first element)."""

    service: str
    port: str
    input: Any
    records: Path
    error: Path | None
    error_text: Path | None


def bind(client: zeep.Client, role: str, operation: Operation) -> Bound:
    """Find an operation and everything that is named of it.

    Raises:
        Unknown: the WSDL does not have one of the names.
    """
    service, port, found = _operation(client, role, operation)
    where = f"{role} ({operation.operation})"
    for name in operation.request:
        leaf(where, "request field", found.input.body.type, tuple(name.split(".")))
    answer = found.output.body.type
    path, record = _records(where, answer, tuple(filter(None, operation.records.split("."))), operation)
    for theirs in operation.fields.values():
        leaf(where, "field of the record", record, tuple(theirs.split(".")))
    return Bound(
        service,
        port,
        found.input.body.type,
        path,
        _error(where, answer, operation, "error_field"),
        _error(where, answer, operation, "error_text_field"),
    )


def _operation(client: zeep.Client, role: str, operation: Operation) -> tuple[str, str, Any]:
    there: list[str] = []
    for service in client.wsdl.services.values():
        for port in service.ports.values():
            operations = port.binding.all() if isinstance(port.binding, SoapBinding) else {}
            there += operations
            wanted = operation.service in (None, service.name) and operation.port in (None, port.name)
            found = operations.get(operation.operation)
            if wanted and found is not None and found.output is not None:
                return service.name, port.name, found
    if operation.operation in there:
        why = "but not in that service and port, or without an answer"
        raise Unknown(role, f"the WSDL has the operation {operation.operation!r}, {why}")
    raise Unknown(role, f"the WSDL has no operation {operation.operation!r}; it has {types.listed(there)}")


def _records(where: str, answer: Any, wanted: Path, operation: Operation) -> tuple[Path, Any]:
    """The way to the list: as named, or below the elements that only wrap the answer."""
    for start, level in _wrappings(answer):
        found = types.walk(level, wanted)
        if found is not None:
            return _descend(start + wanted, found, operation)
    raise _missing(where, ".".join(wanted), answer)


def _descend(path: Path, record: Any, operation: Operation) -> tuple[Path, Any]:
    """From an element that only holds the list (`Ocorrencias`) to the list (`Ocorrencia`)."""
    only = types.only(record)
    firsts = {theirs.split(".")[0] for theirs in operation.fields.values()}
    if only is not None and only.accepts_multiple and only.name not in firsts:
        return (*path, only.name), only.type
    return path, record


def _error(where: str, answer: Any, operation: Operation, name: str) -> Path | None:
    said: str | None = getattr(operation, name)
    if not said:
        return None
    wanted = tuple(said.split("."))
    for start, level in _wrappings(answer):
        if types.walk(level, wanted) is not None:
            return start + wanted
    if name in operation.model_fields_set:
        raise _missing(where, said, answer)
    return None


def _wrappings(answer: Any) -> Iterator[tuple[Path, Any]]:
    """The answer, and each level below it while there is but one element that comes once."""
    start: Path = ()
    level = answer
    for _ in range(_DEEPEST):
        yield start, level
        only = types.only(level)
        if only is None or only.accepts_multiple:
            return
        start, level = (*start, only.name), only.type


def _missing(where: str, name: str, answer: Any) -> Unknown:
    *_, (_, level) = _wrappings(answer)
    return Unknown(where, f"the WSDL has no {name!r} in the answer; it has {types.listed(types.names(level))}")


def leaf(where: str, what: str, level: Any, path: Path) -> Any:
    """The type at a path of names.

    Raises:
        Unknown: there is none; the message lists what there is instead.
    """
    found = types.walk(level, path)
    if found is None:
        for name in path:
            deeper = types.walk(level, (name,))
            if deeper is None:
                break
            level = deeper
        raise Unknown(where, f"the WSDL has no {what} {'.'.join(path)!r}; it has {types.listed(types.names(level))}")
    return found
