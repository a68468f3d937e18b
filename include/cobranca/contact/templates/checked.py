"""Texts that were checked: what has an error is not rendered (R7.4, R7.5)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cobranca.contact.templates import checks, sources, wording
from cobranca.contact.templates.facts import MessageFacts, Rendered
from cobranca.contact.templates.faults import Fault, errors
from cobranca.contact.templates.messages import Messages
from cobranca.contact.templates.sources import SUFFIX
from cobranca.errors import TemplateRefused
from cobranca.settings.loading import folder_of


@dataclass(frozen=True)
class Checked:
    """The texts of a company and the errors that were found in them."""

    messages: Messages
    errors: tuple[Fault, ...]

    def render(self, status_code: str, channel: str, facts: MessageFacts) -> Rendered:
        """The message of a status on a channel.

        Raises:
            TemplateRefused: there is no text, or it has an error, or what it takes in has one.
        """
        for fault in self.errors:
            if self._concerns(fault, f"{status_code}/{channel}{SUFFIX}"):
                raise TemplateRefused(f"{fault.rule}: {fault.message}", fault.file, fault.line)
        return self.messages.render(status_code, channel, facts)

    def _concerns(self, fault: Fault, name: str) -> bool:
        """Errors of its own file, and of the files that texts share."""
        source = next((each for each in self.messages.folder.sources.values() if each.shown == fault.file), None)
        return source is not None and (source.name == name or source.channel is None)


def read(company: Path | None = None) -> Checked:
    """The texts of a company, read and checked now."""
    messages = Messages(sources.read(company))
    return Checked(messages, tuple(errors(checks.check(messages, wording.read(company)))))


def current() -> Checked:
    """The texts of the settings folder of this process; read once."""
    return _read_once(folder_of())


@cache
def _read_once(company: Path) -> Checked:
    return read(company)
