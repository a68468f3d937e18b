"""The files of texts: `<status>/<channel>.j2`, the layouts of e-mails in `_layout`, what texts share in `_parts`.

A company's folder may hold `messages/` of its own. Its statuses then replace the standard ones as a whole; of `_layout`
and `_parts` it replaces the files it has.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cobranca import paths
from cobranca.contact.templates import notation, variables
from cobranca.contact.templates.faults import Fault
from cobranca.contact.templates.frontmatter import FrontMatter, split

STANDARD: Final = paths.TEMPLATES / "messages"
SUFFIX: Final = ".j2"
LAYOUT, PARTS = "_layout", "_parts"
SUBJECT: Final = "#subject"
"""Behind a file's name: its subject, which is a text of its own."""


@dataclass(frozen=True)
class Source:
    """A file: its name (`AVISO_5/email.j2`), where it stands, its text as written, its head, and the rest in our own
    notation.

    `channel` is None for layouts and parts.
    """

    name: str
    path: Path
    written: str
    front: FrontMatter
    body: str
    channel: str | None

    @property
    def status(self) -> str:
        """The status whose text it is; `_layout` or `_parts`."""
        return self.name.partition("/")[0]

    @property
    def shown(self) -> str:
        """The file as faults name it."""
        return shown(self.path)

    def fault(self, line: int | None, rule: str, message: str, cure: str) -> Fault:
        """An error of this file."""
        return Fault(self.shown, line, rule, message, cure)

    def texts(self) -> Iterator[tuple[str, str, int]]:
        """(name, text in our notation, lines before it): the body, and the subject where there is one."""
        yield self.name, self.body, 0
        if self.front.subject:
            subject = notation.translate(self.front.subject, variables.PASTED)
            yield self.name + SUBJECT, subject, self.front.lines["subject"] - 1


@dataclass(frozen=True)
class Folder:
    """All texts by name, and what was found that is none."""

    sources: Mapping[str, Source]
    faults: tuple[Fault, ...] = ()

    def texts(self) -> dict[str, str]:
        """What the environment loads, subjects included."""
        return {name: text for source in self.sources.values() for name, text, _ in source.texts()}

    def line(self, name: str, line: int) -> tuple[Source, int]:
        """The file and line of a line of a text."""
        source = self.sources[name.removesuffix(SUBJECT)]
        before = next(before for each, _, before in source.texts() if each == name)
        return source, line + before


def shown(path: Path) -> str:
    """A path below the project's folder without it."""
    return str(path.relative_to(paths.ROOT) if path.is_relative_to(paths.ROOT) else path)


def read(company: Path | None = None) -> Folder:
    """The texts of a company: its own where its settings folder has any, the standard ones elsewhere."""
    own = company / "messages" if company and (company / "messages").is_dir() else None
    found: dict[str, Source] = {}
    faults: list[Fault] = []
    for folder in filter(None, (STANDARD, own)):
        is_base = own is not None and folder == STANDARD
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            if is_base and not name.startswith((f"{LAYOUT}/", f"{PARTS}/")):
                continue
            faults += _take(name, path, found)
    return Folder(found, tuple(faults))


def _take(name: str, path: Path, found: dict[str, Source]) -> Iterator[Fault]:
    """Read a file into `found`; a fault where it is none that anybody would read, or is not text."""
    parts = name.removesuffix(SUFFIX).split("/")
    if path.suffix == ".md" and len(parts) == 1:
        return
    if len(parts) != 2 or path.suffix != SUFFIX:  # noqa: PLR2004 - a folder and a file
        yield Fault(
            shown(path), None, "R7.1", "este arquivo não é lido", "dê-lhe o nome `<STATUS>/<canal>.j2`, ou tire-o"
        )
        return
    try:
        written = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        yield Fault(shown(path), None, "R7.1", "o arquivo não é texto em UTF-8", "grave-o como UTF-8")
        return
    front, rest = split(written)
    channel = None if parts[0] in (LAYOUT, PARTS) else parts[1]
    found[name] = Source(name, path, written, front, notation.translate(rest, variables.PASTED), channel)
