"""A company's own texts, to be written as people write them, and what the check says of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cobranca.contact.templates import checks, sources, wording
from cobranca.contact.templates.facts import MessageFacts, Rendered, Sender
from cobranca.contact.templates.faults import Fault
from cobranca.contact.templates.messages import Messages
from cobranca.contact.templates.samples import SENDER, facts

SUBJECT = "[Ocorrência {{ idocorrencia_parent }}] Sobre o seu contrato"
FOOTER = "Se já pagou, desconsidere. Como pagar: {{ linha_digitavel or '' }} {{ link_segunda_via or '' }} {{ contato }}"


class Texts:
    """A company's folder with `messages/`; `write` gives a text its head and footer unless told not to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def raw(self, name: str, text: str) -> None:
        path = self.folder / "messages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def sms(self, text: str, name: str = "AVISO_5/sms.j2") -> None:
        """A text whose first line is its own, with what R7.4 asks for behind it."""
        self.raw(name, f"{text}\nSe já pagou, desconsidere. Boleto: {{{{ telefone_contato }}}}\n")

    def email(self, text: str, subject: str = SUBJECT, layout: str = "none", name: str = "AVISO_5/email.j2") -> None:
        """A text whose first line is line 5 of the file."""
        self.raw(
            name, f"---\nsubject: {subject}\nlayout: {layout}\n---\n{text}\n{FOOTER if layout == 'none' else ''}\n"
        )

    def messages(self) -> Messages:
        return Messages(sources.read(self.folder))

    def faults(self, sender: Sender = SENDER) -> list[Fault]:
        return checks.check(self.messages(), wording.read(self.folder), sender)

    def only_fault(self) -> Fault:
        found = self.faults()
        assert len(found) == 1, [str(fault) for fault in found]
        return found[0]

    def render(self, status: str = "AVISO_5", channel: str = "email", of: MessageFacts | None = None) -> Rendered:
        return self.messages().render(status, channel, of or facts())


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    return Texts(tmp_path)


@pytest.fixture
def said(texts: Texts) -> Callable[[str], str]:
    """What a text without head and footer comes out as, on a channel that has none."""

    def render(text: str, of: MessageFacts | None = None) -> str:
        texts.raw("AVISO_5/whatsapp.j2", text)
        return texts.render(channel="whatsapp", of=of).text

    return render
