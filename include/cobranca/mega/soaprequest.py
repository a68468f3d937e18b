"""The request of an operation: `{name}` replaced, each text as the type that the WSDL wants."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from zeep import xsd

from cobranca.mega.wsdl import Bound, leaf
from cobranca.settings.erp import Operation

BRAZILIAN: Final = "%d/%m/%Y"


def request(bound: Bound, operation: Operation, values: Mapping[str, object]) -> dict[str, Any]:
    """The request: `{name}` replaced, each text as the type that the WSDL wants."""
    built: dict[str, Any] = {}
    for name, said in operation.request.items():
        *above, last = name.split(".")
        level = built
        for each in above:
            level = level.setdefault(each, {})
        wanted = leaf(operation.operation, "request field", bound.input, tuple(name.split(".")))
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
