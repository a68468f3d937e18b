"""Amounts: warned about wherever they stand, refused without the date of their update and in subjects (R7.4, R7.5)."""

import re
from collections.abc import Iterator
from typing import Final

from jinja2 import nodes

from cobranca.contact.templates import itemvars, variables
from cobranca.contact.templates.checks.names import attributes
from cobranca.contact.templates.faults import Fault
from cobranca.contact.templates.messages import NO_LAYOUT, STANDARD_LAYOUT, Messages
from cobranca.contact.templates.sources import LAYOUT, PARTS, SUBJECT, SUFFIX, Source

AMOUNT: Final = re.compile(r"R\$|(?<![\d.,])\d{1,3}(?:\.?\d{3})*,\d{2}(?!\d)|\breais\b(?=\s*[.,;)]|\s)", re.IGNORECASE)
"""An amount as it is read: R$, 1.234,56, or spelt out."""
_DATE: Final = "dt_atualizacao"


def find(messages: Messages, source: Source) -> Iterator[Fault]:
    """What a text says of amounts and of classifications that are ours alone."""
    is_dated = _DATE in _all_names(messages, source)
    for name, text, before in source.texts():
        found = sorted({line + before for line in _lines(messages, name, text)})
        for line in found:
            if name.endswith(SUBJECT):
                cure = "tire o valor: o assunto aparece na tela de quem estiver por perto"
                yield source.fault(line, "R7.5", "um valor no assunto", cure)
            elif not is_dated and source.status != PARTS:
                cure = "escreva no mesmo texto: valor atualizado em {{ dt_atualizacao }}"
                yield source.fault(line, "R7.4", "um valor sem a data da atualização", cure)
        if found and not name.endswith(SUBJECT):
            cure = "os textos padrão não trazem valor; se ficar, confira-o com a empresa"
            yield Fault(source.shown, found[0], "R7.5", "o texto traz um valor", cure, "warning")
        yield from _internal(messages, source, name, before)


def _lines(messages: Messages, name: str, text: str) -> Iterator[int]:
    """The lines with an amount, as a variable or as written."""
    tree = messages.tree(name)
    yield from (node.lineno for node in tree.find_all(nodes.Name) if node.name in itemvars.AMOUNTS)
    yield from (line for line, attribute in attributes(tree) if attribute in itemvars.AMOUNTS)
    yield from (node.lineno for node in tree.find_all(nodes.Filter) if node.name == "reais")
    yield from (text.count("\n", 0, found.start()) + 1 for found in AMOUNT.finditer(_without_code(text)))


def _without_code(text: str) -> str:
    """What is written as it is read: code taken out, lines kept."""
    return re.sub(r"\{[{%#].*?[}%#]\}", lambda code: "\n" * code[0].count("\n"), text, flags=re.DOTALL)


def _internal(messages: Messages, source: Source, name: str, before: int) -> Iterator[Fault]:
    for node in messages.tree(name).find_all(nodes.Name):
        if node.name in variables.INTERNAL:
            cure = "tire-a, ou use-a só dentro de um {% if %}"
            message = f"`{node.name}` é uma classificação interna, que o cliente não deve ler"
            yield Fault(source.shown, node.lineno + before, "R7.5", message, cure, "warning")


def _all_names(messages: Messages, source: Source) -> set[str]:
    """The variables of a text, of what it takes in, and of its layout."""
    found: set[str] = set()
    waiting = [source.name, *_layout(source)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in messages.folder.sources:
            continue
        seen.add(name)
        tree = messages.tree(name)
        found |= {node.name for node in tree.find_all(nodes.Name)} | {attribute for _, attribute in attributes(tree)}
        waiting += [each.value for each in tree.find_all(nodes.Const) if isinstance(each.value, str)]
        waiting += [f"{PARTS}/rodape{SUFFIX}"] * ("rodape" in found)
    return found


def _layout(source: Source) -> Iterator[str]:
    layout = source.front.layout or STANDARD_LAYOUT
    if source.channel == "email" and layout != NO_LAYOUT:
        yield from (f"{LAYOUT}/{layout}.{kind}{SUFFIX}" for kind in ("txt", "html"))
