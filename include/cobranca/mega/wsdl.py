"""What a WSDL has: the operation, the request's fields, the list of records and their fields.

Every name of the settings is looked up here before a call is made; one that the WSDL does not have is
refused by name, with those it does have.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import zeep
from zeep import xsd

from cobranca.mega.refusals import Refusal
from cobranca.settings.erp import Operation

Path = tuple[str, ...]
_DEFAULT_ERRORS: Final = ("error_field", "error_text_field")
BRAZILIAN: Final = "%d/%m/%Y"


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
        _leaf(where, "request field", found.input.body.type, tuple(name.split(".")))
    answer = found.output.body.type
    path, record = _records(where, answer, tuple(filter(None, operation.records.split("."))), operation)
    for theirs in operation.fields.values():
        _leaf(where, "field of the record", record, tuple(theirs.split(".")))
    return Bound(
        service,
        port,
        found.input.body.type,
        path,
        _error(where, answer, operation, "error_field"),
        _error(where, answer, operation, "error_text_field"),
    )


def request(bound: Bound, operation: Operation, values: Mapping[str, object]) -> dict[str, Any]:
    """The request: `{name}` replaced, each text as the type that the WSDL wants."""
    built: dict[str, Any] = {}
    for name, said in operation.request.items():
        *above, last = name.split(".")
        level = built
        for each in above:
            level = level.setdefault(each, {})
        wanted = _leaf(operation.operation, "request field", bound.input, tuple(name.split(".")))
        level[last] = _typed(said, values, wanted)
    return built


def _typed(said: str, values: Mapping[str, object], wanted: Any) -> object:
    alone = values.get(said[1:-1]) if said.startswith("{") and said.endswith("}") else None
    if isinstance(alone, date):
        if isinstance(wanted, xsd.DateTime):
            return datetime(alone.year, alone.month, alone.day)
        return alone if isinstance(wanted, xsd.Date) else alone.strftime(BRAZILIAN)
    text = said.format_map({name: _Day.of(value) for name, value in values.items()})
    if isinstance(wanted, xsd.Boolean):
        return text.casefold() in ("true", "1", "s", "sim")
    return text


class _Day(str):
    """A date in a text: DD/MM/YYYY, or as `{as_of:%Y-%m-%d}` asks."""

    day: date

    @classmethod
    def of(cls, value: object) -> object:
        if not isinstance(value, date):
            return "" if value is None else value
        made = cls(value.strftime(BRAZILIAN))
        made.day = value
        return made

    def __format__(self, spec: str) -> str:
        return self.day.strftime(spec) if spec else str(self)


def _operation(client: zeep.Client, role: str, operation: Operation) -> tuple[str, str, Any]:
    there: list[str] = []
    for service in client.wsdl.services.values():
        for port in service.ports.values():
            operations = port.binding.all()
            there += operations
            wanted = operation.service in (None, service.name) and operation.port in (None, port.name)
            if wanted and operation.operation in operations:
                return service.name, port.name, operations[operation.operation]
    if operation.operation in there:
        raise Unknown(role, f"the WSDL has the operation {operation.operation!r}, but not in that service and port")
    raise Unknown(role, f"the WSDL has no operation {operation.operation!r}; it has {_listed(there)}")


def _records(where: str, answer: Any, wanted: Path, operation: Operation) -> tuple[Path, Any]:
    """The way to the list: as named, or below the elements that only wrap the answer."""
    start: Path = ()
    level = answer
    while True:
        found = _walk(level, wanted)
        if found is not None:
            return _descend(start + wanted, found, operation)
        only = _only(level)
        if only is None:
            name = ".".join(wanted)
            raise Unknown(where, f"the WSDL has no {name!r} in the answer; it has {_listed(_names(level))}")
        start, level = (*start, only.name), only.type


def _descend(path: Path, record: Any, operation: Operation) -> tuple[Path, Any]:
    """From an element that only holds the list (`Ocorrencias`) to the list (`Ocorrencia`)."""
    only = _only(record)
    firsts = {theirs.split(".")[0] for theirs in operation.fields.values()}
    if only is not None and only.accepts_multiple and only.name not in firsts:
        return (*path, only.name), only.type
    return path, record


def _error(where: str, answer: Any, operation: Operation, name: str) -> Path | None:
    said: str | None = getattr(operation, name)
    if not said:
        return None
    start: Path = ()
    wanted, level = tuple(said.split(".")), answer
    while True:
        if _walk(level, wanted) is not None:
            return start + wanted
        only = _only(level)
        if only is None or only.accepts_multiple:
            break
        start, level = (*start, only.name), only.type
    if name in operation.model_fields_set:
        raise Unknown(where, f"the WSDL has no {said!r} in the answer; it has {_listed(_names(level))}")
    return None


def _leaf(where: str, what: str, level: Any, path: Path) -> Any:
    found = _walk(level, path)
    if found is None:
        for name in path:
            deeper = _walk(level, (name,))
            if deeper is None:
                break
            level = deeper
        raise Unknown(where, f"the WSDL has no {what} {'.'.join(path)!r}; it has {_listed(_names(level))}")
    return found


def _walk(level: Any, path: Iterable[str]) -> Any:
    """The type at a path of elements, the last of which may be an attribute; None if there is none."""
    for name in path:
        if _takes_anything(level):
            return level
        there = _elements(level)
        if name in there:
            level = there[name].type
        elif name in _attributes(level):
            level = _attributes(level)[name].type
        else:
            return None
    return level


def _only(level: Any) -> Any:
    there = _elements(level)
    return next(iter(there.values())) if len(there) == 1 else None


def _elements(level: Any) -> dict[str, Any]:
    if not isinstance(level, xsd.ComplexType):
        return {}
    return {element.name: element for _, element in level.elements if isinstance(element, xsd.Element)}


def _attributes(level: Any) -> dict[str, Any]:
    return {each.name: each for _, each in level.attributes} if isinstance(level, xsd.ComplexType) else {}


def _takes_anything(level: Any) -> bool:
    if type(level) is xsd.AnyType:
        return True
    return isinstance(level, xsd.ComplexType) and any(isinstance(each, xsd.Any) for _, each in level.elements)


def _names(level: Any) -> list[str]:
    return [*_elements(level), *_attributes(level)]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names))) or "nothing"
