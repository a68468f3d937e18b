"""What no text says (R7.5), looked for in the files as they are written: every branch of them, with the line."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cobranca.contact.templates.faults import Fault
from cobranca.contact.templates.sources import Source
from cobranca.contact.templates.wording import Forbidden, Wording

_COMMENT: Final = re.compile(r"\{#.*?#\}", re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]*>")


def find(source: Source, wording: Wording) -> Iterator[Fault]:
    """The forbidden words of a file, subject included."""
    subject_line = source.front.lines.get("subject")
    for text, before, is_subject in _texts(source, subject_line):
        for entry in wording.forbidden:
            if entry.where == "text" or is_subject:
                yield from _found(source, entry, text, before)


def unsaid(sources: Iterable[Source], wording: Wording) -> Wording:
    """The lists without what these files say as written, which is told by line: what is left may be put together."""
    texts = [each for source in sources for each in _texts(source, source.front.lines.get("subject"))]
    left = (entry for entry in wording.forbidden if not any(_is_said(entry, *each) for each in texts))
    return Wording(tuple(left), wording.required)


def _is_said(entry: Forbidden, text: str, _before: int, is_subject: bool) -> bool:
    return (entry.where == "text" or is_subject) and any(True for _ in entry.find(text))


def said(text: str, wording: Wording, *, is_subject: bool) -> Iterator[tuple[Forbidden, str]]:
    """The forbidden words of what comes out: those that are put together from parts."""
    for entry in wording.forbidden:
        if entry.where == "text" or is_subject:
            yield from ((entry, text[found.start() : found.end()]) for found in entry.find(text))


def _texts(source: Source, subject_line: int | None) -> Iterator[tuple[str, int, bool]]:
    """(text, lines before it, whether it is the subject); tags of HTML and comments are blank."""
    yield _blank(_COMMENT, _blank(_TAG, source.body) if source.name.endswith(".html.j2") else source.body), 0, False
    if subject_line:
        yield source.front.subject or "", subject_line - 1, True


def _found(source: Source, entry: Forbidden, text: str, before: int) -> Iterator[Fault]:
    for found in entry.find(text):
        line = text.count("\n", 0, found.start()) + 1 + before
        words = " ".join(text[found.start() : found.end()].split())
        yield Fault(source.shown, line, "R7.5", f"«{words}»: {entry.reason}", entry.instead, entry.severity)


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
