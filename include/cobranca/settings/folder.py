"""Reading a settings folder: which file holds what, put together with the line of each place."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as Folder
from typing import Any

from cobranca.errors import ConfigurationError
from cobranca.settings.faults import Fault, Path, one_of
from cobranca.settings.places import FILE_OF, FILES
from cobranca.settings.yaml_file import Document, parse

OPTIONAL = ("routing.yaml", "contact.yaml", "telephone.yaml", "states.yaml", "gates.yaml")
"""Files a folder may lack: their sections have defaults."""


@dataclass
class Contents:
    """All sections of a folder as plain values, where each place stands, and what could not be read."""

    raw: dict[str, Any] = field(default_factory=dict)
    lines: dict[Path, tuple[str, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read(folder: Folder) -> Contents:
    """The folder's contents. ConfigurationError where there is no such folder."""
    if not folder.is_dir():
        raise ConfigurationError(
            f"settings folder {folder} does not exist; set COBRANCA_CONFIG to the folder that holds company.yaml"
        )
    contents = Contents()
    contents.faults += _strangers(folder)
    for file in FILES:
        _read_sections(folder, file, contents)
    for path in sorted((folder / "holidays").glob("*.yaml")):
        _read_calendar(path, contents)
    return contents


def digest(folder: Folder) -> str:
    """The sha256 of all YAML files of a folder, names and contents; '' where there is no such folder."""
    if not folder.is_dir():
        return ""
    found = hashlib.sha256()
    for path in sorted((*folder.glob("*.y*ml"), *folder.glob("holidays/*.y*ml"))):
        content = path.read_bytes()
        found.update(f"{path.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def _strangers(folder: Folder) -> Iterator[Fault]:
    """YAML files that nobody would read: mistyped names, mostly."""
    for path in sorted(folder.iterdir()):
        if path.suffix in (".yaml", ".yml") and path.name not in FILES:
            cure = f"rename it ({one_of(path.name, FILES)}) or move it out of the folder"
            yield Fault(path.name, "the file", "no settings file bears this name", cure)
    for path in sorted((folder / "holidays").glob("*.yml")):
        yield Fault(f"holidays/{path.name}", "the file", "not read", f"rename it to `{path.stem}.yaml`")


def _read_sections(folder: Folder, file: str, contents: Contents) -> None:
    path = folder / file
    if not path.is_file():
        if file not in OPTIONAL:
            cure = f"write it with {', '.join(f'`{name}:`' for name in FILES[file])} (README of the example)"
            contents.faults.append(Fault(file, "the file", "the file is missing", cure))
        return
    document = _parsed(path, file, contents)
    if not isinstance(document.data, dict):
        _refuse_empty(file, document, contents)
        return
    for section, value in document.data.items():
        if FILE_OF.get(section) != file:
            line = document.lines[(section,)]
            contents.faults.append(
                Fault(file, section, f"`{section}` is not read here", _moved(section, file), line=line)
            )
            continue
        contents.raw[section] = value
    for place, line in document.lines.items():
        contents.lines[place] = (file, line)


def _read_calendar(path: Folder, contents: Contents) -> None:
    file = f"holidays/{path.name}"
    document = _parsed(path, file, contents)
    if document.data is None:
        _refuse_empty(file, document, contents)
        return
    calendars: list[object] = contents.raw.setdefault("holidays", [])
    for place, line in document.lines.items():
        contents.lines[("holidays", len(calendars), *place)] = (file, line)
    calendars.append(document.data)


def _parsed(path: Folder, file: str, contents: Contents) -> Document:
    try:
        document = parse(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        document = Document(faults=[((), 1, "not UTF-8 text", "save the file as UTF-8")])
    for place, line, message, cure in document.faults:
        name = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in place).strip(".")
        contents.faults.append(Fault(file, name or "the file", message, cure, line=line))
    return document


def _refuse_empty(file: str, document: Document, contents: Contents) -> None:
    if not document.faults:
        keys = ", ".join(f"`{name}:`" for name in FILES.get(file, ("state", "days")))
        contents.faults.append(Fault(file, "the file", "it holds no keys", f"write {keys} in it"))


def _moved(section: str, file: str) -> str:
    if section in FILE_OF:
        return f"move it to {FILE_OF[section]}"
    return one_of(section, FILES[file])
