"""From what the folder says to models: faults of shape, and the nearest settings that can be checked."""

import copy
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cobranca.settings.annotations import annotation_at, literals, model_of, placeholder
from cobranca.settings.faults import Finding, Path, one_of
from cobranca.settings.model import Settings

_ROUNDS = 6
_CURES = {
    "bool_parsing": "write `true` or `false`",
    "bool_type": "write `true` or `false`",
    "decimal_parsing": "write a number with a point, such as `10.50`",
    "decimal_type": "write a number with a point, such as `10.50`",
    "float_parsing": "write a number with a point, such as `0.5`",
    "int_parsing": "write a whole number",
    "int_type": "write a whole number",
    "string_type": "write text, in quotes where it looks like something else",
    "string_too_short": "write its text",
    "tuple_type": "write a list: one line a value, each with `- ` before it",
    "too_short": "write at least one",
    "dict_type": "write `key: value` lines",
    "mapping_type": "write `key: value` lines",
    "model_type": "write `key: value` lines",
    "time_parsing": "write a time such as `'08:00'`",
}


def build(raw: dict[str, Any]) -> tuple[Settings | None, list[Finding]]:
    """The settings that `raw` says and every fault of its shape.

    With faults the settings are the nearest valid ones, only good for further checking: an unknown
    or unusable key is left out, what is required is filled in. None where not even that can be done.
    """
    findings: list[Finding] = []
    data = copy.deepcopy(raw)
    for _ in range(_ROUNDS):
        try:
            return Settings.model_validate(data), findings
        except ValidationError as error:
            details = [(_path(detail, data), detail) for detail in error.errors()]
        known = {finding.path for finding in findings}
        findings += _findings([pair for pair in details if pair[0] not in known])
        for path, detail in details:
            _mend(data, path, detail["type"])
    return None, findings


def _path(detail: ErrorDetails, data: Any) -> Path:
    """Its place without pydantic's own words for members of unions."""
    path: list[str | int] = []
    for part in detail["loc"]:
        if _has(data, part):
            data = data[part]
        elif detail["type"] == "missing" and part == detail["loc"][-1]:
            pass
        else:
            continue
        path.append(part)
    return tuple(path)


def _has(data: Any, part: str | int) -> bool:
    if isinstance(part, int):
        return isinstance(data, list) and part < len(data)
    return isinstance(data, dict) and part in data


def _findings(details: list[tuple[Path, ErrorDetails]]) -> list[Finding]:
    found: dict[Path, Finding] = {}
    for path, detail in details:
        found.setdefault(path, Finding(path, *_told(path, detail)))
    return list(found.values())


def _told(path: Path, detail: ErrorDetails) -> tuple[str, str]:
    """Message and cure of one of pydantic's errors."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return f"`{path[-1]}` is missing", f"write `{path[-1]}: …` here"
    if kind == "extra_forbidden":
        return f"unknown key `{path[-1]}`", _key_cure(path)
    value = f"`{str(detail['input'])[:60]}` cannot be used"
    if kind == "literal_error":
        return value, one_of(detail["input"], literals(annotation_at(path)))
    if kind == "value_error":
        message, _, cure = str(context["error"]).partition("; ")
        return f"{value}: {message}", cure or "correct it"
    return f"{value}: {detail['msg'].lower()}", _CURES.get(kind, "write a value that fits")


def _key_cure(path: Path) -> str:
    model = model_of(annotation_at(path[:-1]))
    return one_of(path[-1], model.model_fields) if model else "take it out"


def _mend(data: Any, path: Path, kind: str) -> None:
    """Leaves out what may be left out, fills in what may not."""
    if not path:
        return
    for part in path[:-1]:
        data = data[part]
    key = path[-1]
    if isinstance(data, dict):
        data.pop(key, None)
    if kind == "missing" or isinstance(data, list):
        data[key] = placeholder(annotation_at(path))
