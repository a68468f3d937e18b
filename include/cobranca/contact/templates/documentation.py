"""The variables as docs/mensagens.md lists them; a test holds the page to this."""

from collections.abc import Iterable, Iterator
from typing import Any

from cobranca.contact.templates import itemvars, samples, variables
from cobranca.contact.templates.environment import FILTER_NAMES
from cobranca.contact.templates.facts import MessageFacts

FIRST, LAST = "<!-- variáveis: início -->", "<!-- variáveis: fim -->"
"""Between these lines of the page stands what `tables` gives."""


def tables() -> str:
    """Both tables and the filters, in Markdown."""
    facts = samples.facts()
    return "\n".join(
        [
            *("### Do cliente, do contrato e da empresa", ""),
            *_table(("variável", "o que é", "exemplo"), _message(facts)),
            *("", "### De cada parcela anunciada", ""),
            *_table(("variável", "o que é", "exemplo", "com várias parcelas"), _item(facts)),
            *("", f"Filtros: {', '.join(f'`{name}`' for name in sorted(FILTER_NAMES))}."),
        ]
    )


def _message(facts: MessageFacts) -> Iterator[tuple[str, ...]]:
    values = variables.of(facts)
    for each in variables.MESSAGE:
        mark = _marked(each.says, is_optional=each.is_optional, is_internal=each.is_internal)
        yield f"`{each.name}`", mark, str(values[each.name])


def _item(facts: MessageFacts) -> Iterator[tuple[str, ...]]:
    values = itemvars.of_item(facts.items[0])
    for each in itemvars.ITEM:
        mark = _marked(each.says, is_optional=each.is_optional)
        yield f"`{each.name}`", mark, str(values[each.name]), itemvars.TOGETHER[each.together]


def _marked(says: str, *, is_optional: bool, is_internal: bool = False) -> str:
    told = says + ("; pode faltar" if is_optional else "")
    return told + ("; interna, o cliente não deve ler" if is_internal else "")


def _table(head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"
