"""Paths of the model as people find them: file, place, line."""

from collections.abc import Mapping
from typing import Any

from cobranca.settings.faults import Fault, Finding, Path

FILES: dict[str, tuple[str, ...]] = {
    "company.yaml": ("company", "flags", "catch_up_days", "chunks", "landing_days"),
    "branches.yaml": ("branches",),
    "integration.yaml": ("developments", "phases", "aging", "dashboard"),
    "requests.yaml": ("requests", "standard"),
    "statuses.yaml": ("statuses", "closing"),
    "flows.yaml": ("flows",),
    "routing.yaml": ("routing", "routing_reason", "not_buyers"),
    "contact.yaml": ("contact",),
    "telephone.yaml": ("telephone",),
    "states.yaml": ("states",),
    "gates.yaml": ("gates",),
    "erp.yaml": ("erp",),
}
"""The sections that each file of the folder holds."""
FILE_OF: dict[str, str] = {section: file for file, sections in FILES.items() for section in sections}
Lines = Mapping[Path, tuple[str, int]]
"""File and line of every place that was read."""


def located(finding: Finding, content: Mapping[str, Any], lines: Lines) -> Fault:
    """The fault of a finding: its path as file, place and line."""
    file, line = _source(finding.path, content, lines)
    place = _place(finding.path, content, file)
    return Fault(file, place, finding.message, finding.cure, finding.severity, line)


def _source(path: Path, content: Mapping[str, Any], lines: Lines) -> tuple[str, int | None]:
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return _file_of(path, content), None


def _file_of(path: Path, content: Mapping[str, Any]) -> str:
    section = str(path[0]) if path else ""
    if section != "holidays":
        return FILE_OF.get(section, "company.yaml")
    if len(path) == 1:
        return "holidays/"
    calendar = content["holidays"][path[1]]
    return f"holidays/{calendar['state']}{'-' + calendar['city'] if calendar.get('city') else ''}.yaml"


def _place(path: Path, content: Mapping[str, Any], file: str) -> str:
    """`COBRANCA_PARCELAS.steps[3].leads_to`: items of a section by their code, others by number."""
    if not path:
        return "the file"
    head, rest = _head(path, content, file)
    text = head
    for part in rest:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text or str(path[0])


def _head(path: Path, content: Mapping[str, Any], file: str) -> tuple[str, Path]:
    section = str(path[0])
    is_own_file = file == f"{section}.yaml" or section == "holidays"
    if len(path) == 1:
        return section, ()
    if isinstance(path[1], str):
        return ("" if FILES.get(file) == (section,) else section), path[1:]
    if section == "holidays":
        return "", path[2:]
    code = _code(content, section, path[1])
    if not code:
        return section, path[1:]
    return (code if is_own_file else f"{section}.{code}"), path[2:]


def _code(content: Mapping[str, Any], section: str, index: int) -> str:
    """The code of an item, empty where it has none or another item has the same."""
    items = content.get(section)
    if not isinstance(items, list) or index >= len(items):
        return ""
    codes = [str(item.get("code") or "") if isinstance(item, dict) else "" for item in items]
    return codes[index] if codes.count(codes[index]) == 1 else ""
