"""The checks of texts: names, amounts and words as written, what comes out of samples, and which texts there are."""

from collections.abc import Iterator

from cobranca.contact.templates.checks import amounts, head, names, rendered, words
from cobranca.contact.templates.facts import Sender
from cobranca.contact.templates.faults import Fault, ordered
from cobranca.contact.templates.messages import Messages
from cobranca.contact.templates.samples import SENDER
from cobranca.contact.templates.wording import Wording


def check(messages: Messages, wording: Wording, sender: Sender = SENDER) -> list[Fault]:
    """Every fault and warning of the texts themselves (R7.3, R7.4, R7.5), by file and line.

    Args:
        sender: who writes and whom to ask; the company's own makes the length of an SMS true.
    """
    return ordered([*messages.folder.faults, *_found(messages, wording, sender)])


def _found(messages: Messages, wording: Wording, sender: Sender) -> Iterator[Fault]:
    for source in messages.folder.sources.values():
        yield from head.find(source)
        yield from words.find(source, wording)
        broken = list(names.find(messages, source))
        yield from broken
        if not broken:
            yield from amounts.find(messages, source)
    if not any(names.is_broken(messages, source) for source in messages.folder.sources.values()):
        for source in messages.folder.sources.values():
            if source.channel:
                yield from rendered.find(messages, source, wording, sender)
