"""All that `cobranca templates check` finds in the texts of a company's folder; also what a release asks (R7.2)."""

from pathlib import Path

from cobranca.contact.templates import checks, samples, sources, wording
from cobranca.contact.templates.checks import coverage
from cobranca.contact.templates.faults import Fault
from cobranca.contact.templates.messages import Messages
from cobranca.contact.templates.sender import sender
from cobranca.contact.templates.sources import Folder
from cobranca.settings import Settings


def found(company: Settings, folder: Path, texts: Folder | None = None) -> list[Fault]:
    """Every fault and warning of the texts and of which there are.

    Args:
        texts: those of `folder`, where they have been read already.
    """
    texts = texts or sources.read(folder)
    who = sender(company) if company.contact.ask else samples.SENDER
    return checks.check(Messages(texts), wording.read(folder), who) + coverage.check(texts, company)
