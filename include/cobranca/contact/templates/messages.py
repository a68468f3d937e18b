"""Rendering: facts in, subject, text and HTML out; no file, no database, no network once the texts are read."""

import re
import traceback
from collections.abc import Mapping
from typing import Final

import jinja2
from jinja2.exceptions import SecurityError

from cobranca.contact.templates import gsm7, variables
from cobranca.contact.templates.environment import TextEnvironment
from cobranca.contact.templates.facts import MessageFacts, Rendered
from cobranca.contact.templates.sources import LAYOUT, PARTS, SUBJECT, SUFFIX, Folder
from cobranca.contact.templates.values import MissingValue, clean
from cobranca.errors import TemplateRefused

NO_LAYOUT: Final = "none"
STANDARD_LAYOUT: Final = "email"
FOOTER: Final = f"{PARTS}/rodape{SUFFIX}"
LONGEST_TEXT: Final = 200_000
"""Characters; more is no message."""
_CAUSES: Final[Mapping[type[Exception], str]] = {
    SecurityError: "não é permitido num texto",
    jinja2.TemplateNotFound: "não há o arquivo",
    jinja2.UndefinedError: "nome desconhecido",
    RecursionError: "um bloco chama a si mesmo sem fim",
}
_EMPTY_LINES: Final = re.compile(r"\n{3,}")


class Messages:
    """The texts of a folder, ready to be rendered."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._texts = folder.texts()
        self._trees: dict[str, jinja2.nodes.Template] = {}
        self.environment = TextEnvironment(self._texts.get)

    def tree(self, name: str) -> jinja2.nodes.Template:
        """A text (its subject: `name#subject`) as Jinja understands it, for the checks.

        Raises:
            jinja2.TemplateSyntaxError: it is no Jinja.
        """
        if name not in self._trees:
            self._trees[name] = self.environment.parse(self._texts[name], name)
        return self._trees[name]

    def render(self, status_code: str, channel: str, facts: MessageFacts) -> Rendered:
        """The message of a status on a channel, in the words of its text (R7.1, R7.10).

        Raises:
            TemplateRefused: there is no text, it is broken, or an SMS is too long; names file and line.
        """
        name = f"{status_code}/{channel}{SUFFIX}"
        if name not in self.folder.sources:
            raise TemplateRefused(f"não há texto para {status_code} por {channel}: escreva `{name}`")
        values = variables.of(facts)
        subject = self._subject(name, values)
        text = self._text(name, values)
        if channel == "email":
            return self._email(name, subject, text, values)
        return Rendered(subject, self._sms(name, text) if channel == "sms" else text)

    def _subject(self, name: str, values: Mapping[str, object]) -> str | None:
        """One line, whatever a value holds: it becomes a header."""
        return clean(self._filled(name + SUBJECT, values)) if self.folder.sources[name].front.subject else None

    def _email(self, name: str, subject: str | None, text: str, values: Mapping[str, object]) -> Rendered:
        layout = self.folder.sources[name].front.layout or STANDARD_LAYOUT
        if layout == NO_LAYOUT:
            return Rendered(subject, text)
        parts = {"mensagem": text, "paragrafos": text.split("\n\n"), "rodape": self._text(FOOTER, values)}
        whole = self._text(f"{LAYOUT}/{layout}.txt{SUFFIX}", {**values, **parts})
        html = self._filled(f"{LAYOUT}/{layout}.html{SUFFIX}", {**values, **parts})
        return Rendered(subject, whole, html.strip() + "\n")

    def _sms(self, name: str, text: str) -> str:
        folded = gsm7.fold(" ".join(text.split()))
        if (length := gsm7.septets(folded)) > gsm7.LONGEST:
            source = self.folder.sources[name]
            raise TemplateRefused(f"o SMS tem {length} caracteres; cabem {gsm7.LONGEST}", source.shown)
        return folded

    def _text(self, name: str, values: Mapping[str, object]) -> str:
        """Without spaces at the ends of lines, with at most one empty line between paragraphs."""
        filled = "\n".join(line.rstrip() for line in self._filled(name, values).split("\n"))
        return _EMPTY_LINES.sub("\n\n", filled).strip("\n")

    def _filled(self, name: str, values: Mapping[str, object]) -> str:
        try:
            filled = self.environment.get_template(name).render(values)
        except Exception as error:  # Jinja: a template may raise whatever it likes
            raise TemplateRefused(cause(error), *self._where(name, error)) from error
        if len(filled) > LONGEST_TEXT:
            raise TemplateRefused(f"o texto tem mais de {LONGEST_TEXT} caracteres", self._shown(name))
        return filled

    def _where(self, name: str, error: Exception) -> tuple[str, int | None]:
        """File and line of the innermost text that an error came from."""
        frames = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
        if isinstance(error, jinja2.TemplateSyntaxError):
            frames.append((error.name or name, error.lineno))
        texts = [(each, line) for each, line in frames if each.removesuffix(SUBJECT) in self.folder.sources]
        if not texts:
            return self._shown(name), None
        source, line = self.folder.line(*texts[-1])
        return source.shown, line

    def _shown(self, name: str) -> str:
        source = self.folder.sources.get(name.removesuffix(SUBJECT))
        return source.shown if source else name


def cause(error: Exception) -> str:
    """An error of a text in Portuguese, as far as it is one that people make."""
    if isinstance(error, MissingValue):
        return f"`{error}` não tem valor neste contrato: escreva {{% if {error} %}} … {{% endif %}}"
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"não é Jinja válido: {error.message}"
    told = next((told for kind, told in _CAUSES.items() if isinstance(error, kind)), "não pode ser preenchido")
    return told if isinstance(error, RecursionError) else f"{told}: {error}"
