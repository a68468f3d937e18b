"""Texts to customers (R7.1): `render` fills the one of a status and channel with facts; nothing else is looked at.

    rendered = templates.render("AVISO_5", "email", facts)     # Rendered(subject, text, html)

The files are read and checked once a process; after that rendering does no input or output. What a text may name
stands in `variables` and `itemvars`, how it is judged in `checks`, where facts come from in `reading`.
"""

from cobranca.contact.templates.facts import HowToPay, Item, MessageFacts, Rendered, Sender
from cobranca.contact.templates.mark import mark, number_in

__all__ = ["HowToPay", "Item", "MessageFacts", "Rendered", "Sender", "mark", "number_in", "render"]


def render(status_code: str, channel: str, facts: MessageFacts) -> Rendered:
    """The message of a status on a channel.

    Raises:
        TemplateRefused: there is no text for them, it has an error, or it cannot be filled with these facts.
    """
    from cobranca.contact.templates import checked  # noqa: PLC0415 - the command line starts without Jinja

    return checked.current().render(status_code, channel, facts)
