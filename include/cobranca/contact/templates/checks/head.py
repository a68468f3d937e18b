"""The head of a text: its keys, and that a subject stands where there is one (R7.3)."""

from collections.abc import Iterator
from typing import Final

from cobranca.contact.templates import notation, variables
from cobranca.contact.templates.faults import Fault
from cobranca.contact.templates.sources import LAYOUT, PARTS, Source
from cobranca.settings.contact import CHANNELS

WITH_SUBJECT: Final = ("email", "phone")


def find(source: Source) -> Iterator[Fault]:
    """Faults of the head, names of the old notation that nobody knows, a channel that does not exist."""
    for line, message, cure in source.front.faults:
        yield source.fault(line, "R7.1", message, cure)
    yield from _pasted(source)
    if source.status in (LAYOUT, PARTS):
        if source.front.lines:
            yield source.fault(1, "R7.1", "um arquivo de apoio não tem cabeçalho", "tire-o")
        return
    if source.channel not in CHANNELS:
        cure = f"dê ao arquivo o nome de um canal: {', '.join(CHANNELS)}"
        yield source.fault(None, "R7.1", f"`{source.channel}` não é um canal", cure)
    elif source.channel in WITH_SUBJECT and not source.front.subject:
        cure = "escreva no cabeçalho: subject: [Ocorrência {{ idocorrencia_parent }}] …"
        yield source.fault(1, "R7.3", "falta o assunto", cure)
    elif source.channel not in WITH_SUBJECT and source.front.subject:
        yield source.fault(source.front.lines["subject"], "R7.1", f"{source.channel} não tem assunto", "tire a linha")


def _pasted(source: Source) -> Iterator[Fault]:
    for line, name in notation.unknown(source.written, variables.PASTED):
        near = notation.nearest(name, variables.PASTED)
        cure = f"escreva `%{near}%`" if near else "veja a lista das variáveis em docs/mensagens.md"
        yield source.fault(line, "R7.5", f"`%{name}%` não é uma variável", cure)
