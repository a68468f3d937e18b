"""What comes out of samples: footer, how to pay, whom to ask (R7.4), the subject's number (R7.3), an SMS's length."""

import re
from collections.abc import Iterator
from html import unescape

from cobranca.contact.templates import gsm7
from cobranca.contact.templates.boleto import spaced
from cobranca.contact.templates.checks import words
from cobranca.contact.templates.checks.amounts import AMOUNT
from cobranca.contact.templates.facts import HowToPay, MessageFacts, Rendered, Sender
from cobranca.contact.templates.faults import Fault
from cobranca.contact.templates.mark import number_in
from cobranca.contact.templates.messages import Messages
from cobranca.contact.templates.samples import UPDATED_ON, variants
from cobranca.contact.templates.sources import Source
from cobranca.contact.templates.wording import Wording, folded
from cobranca.errors import TemplateRefused


def find(messages: Messages, source: Source, wording: Wording, sender: Sender) -> Iterator[Fault]:
    """The first fault of each kind, with the sample that shows it."""
    seen: set[str] = set()
    for sample, facts in variants(sender).items():
        try:
            out = messages.render(source.status, source.channel or "", facts)
        except TemplateRefused as error:
            cure = "corrija o texto para que saia em todos os casos"
            yield Fault(error.file or source.shown, error.line, "R7.1", f"{error.why} ({sample})", cure)
            return
        for rule, message, cure in _of(source.channel or "", out, facts, wording):
            if message not in seen:
                seen.add(message)
                yield source.fault(None, rule, f"{message} ({sample})", cure)


def _of(channel: str, out: Rendered, facts: MessageFacts, wording: Wording) -> Iterator[tuple[str, str, str]]:
    if channel == "email" and number_in(out.subject or "") != facts.contract_ticket_id:
        cure = "escreva no assunto: [Ocorrência {{ idocorrencia_parent }}]"
        yield "R7.3", "o assunto não traz o número da ocorrência de contrato", cure
    for text in filter(None, (out.text, out.html and _read(out.html))):
        yield from _required(channel, text, facts, wording)
        yield from _dated(text)
        for entry, found in words.said(text, wording, is_subject=False):
            if entry.severity == "error":
                yield "R7.5", f"«{found}»: {entry.reason}", entry.instead
    for entry, found in words.said(out.subject or "", wording, is_subject=channel == "email"):
        if entry.severity == "error":
            yield "R7.5", f"no assunto, «{found}»: {entry.reason}", entry.instead


def _required(channel: str, text: str, facts: MessageFacts, wording: Wording) -> Iterator[tuple[str, str, str]]:
    for entry in wording.required:
        if channel in entry.channels and next(entry.find(text), None) is None:
            yield entry.rule, f"falta: {entry.name}", entry.instead
    asked = filter(None, (facts.sender.phone, facts.sender.email))
    if not any(_plain(way) in _plain(text) for way in asked):
        cure = "escreva a quem perguntar: {{ contato }}, {{ telefone_contato }} ou {{ email_contato }}"
        yield "R7.4", "falta: a quem perguntar", cure
    if channel in ("email", "whatsapp"):
        for item in facts.items:
            if not _shows(text, item.how_to_pay):
                cure = "escreva {{ linha_digitavel }} e {{ link_segunda_via }} onde houver"
                yield "R7.4", "há linha digitável ou link, e o texto não mostra", cure


def _shows(text: str, how: HowToPay) -> bool:
    ways = [way for way in (how.line and spaced(how.line), how.link) if way]
    return not ways or any(way in text for way in ways)


def _dated(text: str) -> Iterator[tuple[str, str, str]]:
    if AMOUNT.search(text) and f"{UPDATED_ON:%d/%m/%Y}" not in text:
        cure = "escreva no mesmo texto: valor atualizado em {{ dt_atualizacao }}"
        yield "R7.4", "um valor sem a data da atualização", cure


def _read(html: str) -> str:
    """HTML as it is read; the addresses of links count as shown."""
    linked = re.sub(r'<a\s[^>]*href="([^"]*)"[^>]*>', r" \1 ", html)
    return unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<head>.*?</head>", " ", linked, flags=re.DOTALL)))


def _plain(text: str) -> str:
    return " ".join(folded(gsm7.fold(text)).split())
