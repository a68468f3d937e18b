"""YAML as settings read it: every value with its line, amounts as text, no key twice.

Of plain scalars only `true`, `false`, null and whole numbers are taken as such (YAML 1.2): `NO`,
`01`, `08:30`, `2026-03-10` and `10.50` stay the text that was written, so no amount becomes a
binary float (R1.7) and no code loses its zeros.
"""

import re
from dataclasses import dataclass, field

import yaml

from cobranca.settings.faults import Path

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_QUOTED = ("'", '"', "|", ">")
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")


@dataclass
class Document:
    """What a file says, the line of each place, and `(path, line, message, cure)` of its faults."""

    data: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[tuple[Path, int, str, str]] = field(default_factory=list)


def parse(text: str) -> Document:
    """The document of a file's text; a syntax error is one of its faults."""
    document = Document()
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        document.faults.append(((), *_syntax(error)))
        return document
    if node is not None:
        document.data = _value(node, (), document, ())
    return document


def _syntax(error: yaml.YAMLError) -> tuple[int, str, str]:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    line = mark.line + 1 if mark else 1
    return line, f"not YAML: {problem}", "check indentation, colons and quotes at and above this line"


def _value(node: yaml.Node, path: Path, document: Document, above: tuple[int, ...]) -> object:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if id(node) in above:
        line = node.start_mark.line + 1
        document.faults.append((path, line, "an alias that contains itself", "write the value out"))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document, (*above, id(node)))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), document, (*above, id(node))) for index, item in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: yaml.MappingNode, path: Path, document: Document, above: tuple[int, ...]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        if key in values:
            first = document.lines[(*path, key)]
            document.faults.append(
                ((*path, key), line, f"`{key}` stands here twice", f"keep this one or that of line {first}")
            )
            continue
        document.lines[(*path, key)] = line
        values[key] = _value(value_node, (*path, key), document, above)
    return values


def _scalar(node: yaml.Node) -> object:
    text = str(node.value)
    if getattr(node, "style", None) in _QUOTED:
        return text
    if text.lower() in _WORDS and (text.lower() == text or text in ("True", "False", "Null")):
        return _WORDS[text.lower()]
    return int(text) if _WHOLE.fullmatch(text) else text
