"""The types of a WSDL as zeep holds them: what an element has below it."""

from collections.abc import Iterable
from typing import Any

from zeep import xsd


def walk(level: Any, path: Iterable[str]) -> Any:
    """The type at a path of elements, the last of which may be an attribute; None if there is none."""
    for name in path:
        if takes_anything(level):
            return level
        there = elements(level)
        if name in there:
            level = there[name].type
        elif name in attributes(level):
            level = attributes(level)[name].type
        else:
            return None
    return level


def only(level: Any) -> Any:
    """The one element below; None if there are none or several."""
    there = elements(level)
    return next(iter(there.values())) if len(there) == 1 else None


def elements(level: Any) -> dict[str, Any]:
    """The elements below, by name."""
    if not isinstance(level, xsd.ComplexType):
        return {}
    return {element.name: element for _, element in level.elements if isinstance(element, xsd.Element)}


def attributes(level: Any) -> dict[str, Any]:
    """The attributes, by name."""
    return {each.name: each for _, each in level.attributes} if isinstance(level, xsd.ComplexType) else {}


def takes_anything(level: Any) -> bool:
    """Whether any element may stand below."""
    if type(level) is xsd.AnyType:
        return True
    return isinstance(level, xsd.ComplexType) and any(isinstance(each, xsd.Any) for _, each in level.elements)


def names(level: Any) -> list[str]:
    """The names of all that stands below."""
    return [*elements(level), *attributes(level)]


def listed(names: Iterable[str]) -> str:
    """Names for a message."""
    return ", ".join(sorted(set(names))) or "nothing"
