"""What the models ask for at a place: for the cure of a fault and to fill a gap."""

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from cobranca.settings.faults import Path
from cobranca.settings.flow import Wait
from cobranca.settings.model import Settings

UNKNOWN = "?"
"""Stands for a text that is missing, while the rest is checked."""


def annotation_at(path: Path) -> Any:
    """The type that the models ask for at a place; None where there is none."""
    annotation: Any = Settings
    for part in path:
        annotation = _inner(annotation, part)
    return annotation


def model_of(annotation: Any) -> type[BaseModel] | None:
    """The model among the members of an annotation."""
    models = [m for m in _members(annotation) if isinstance(m, type) and issubclass(m, BaseModel)]
    return models[0] if models else None


def literals(annotation: Any) -> list[str]:
    """The words that an annotation allows."""
    members = [member for member in _members(annotation) if get_origin(member) is Literal]
    return [str(value) for member in members for value in get_args(member)]


def placeholder(annotation: Any) -> Any:
    """A raw value that the annotation accepts."""
    member = _members(annotation)[0]
    if model := model_of(member):
        return "1 day" if model is Wait else _filled(model)
    if get_origin(member) is Literal:
        return get_args(member)[0]
    if get_origin(member) is tuple:
        return [placeholder(get_args(member)[0])]
    if get_origin(member) is not None:
        return {}
    return {str: UNKNOWN, bool: False}.get(member, 1)


def _filled(model: type[BaseModel]) -> dict[str, Any]:
    fields = model.model_fields.items()
    return {name: placeholder(field.annotation) for name, field in fields if field.is_required()}


def _members(annotation: Any) -> tuple[Any, ...]:
    """An annotation without Annotated, its union as members."""
    if get_origin(annotation) is Annotated:
        return _members(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(member for part in get_args(annotation) for member in _members(part))
    return (annotation,)


def _inner(annotation: Any, part: str | int) -> Any:
    for member in _members(annotation):
        if isinstance(member, type) and issubclass(member, BaseModel) and part in member.model_fields:
            return member.model_fields[str(part)].annotation
        if isinstance(part, int) and get_origin(member) is tuple:
            return get_args(member)[0]
        if isinstance(part, str) and get_origin(member) is not tuple and len(get_args(member)) > 1:
            return get_args(member)[-1]
    return None
