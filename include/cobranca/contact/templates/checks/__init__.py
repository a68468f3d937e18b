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
    sources = messages.folder.sources.values()
    broken = [fault for source in sources for fault in names.find(messages, source)]
    yield from broken
    for source in sources:
        yield from head.find(source)
        yield from words.find(source, wording)
    files = {fault.file for fault in broken}
    shared = [source for source in sources if not source.channel]
    if any(source.shown in files for source in shared):
        return  # none of the texts can be rendered as it will be
    for source in sources:
        if source.shown in files:
            continue
        yield from amounts.find(messages, source)
        if source.channel:
            yield from rendered.find(messages, source, words.unsaid([source, *shared], wording), sender)
