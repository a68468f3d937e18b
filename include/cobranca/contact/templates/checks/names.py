"""That a text is Jinja, names only what there is, and takes in only files that it may."""

from collections.abc import Iterator
from typing import Final

import jinja2
from jinja2 import meta, nodes

from cobranca.contact.templates import itemvars, notation, variables
from cobranca.contact.templates.environment import FILTER_NAMES, HTML, LOOP_ATTRIBUTES
from cobranca.contact.templates.faults import Fault
from cobranca.contact.templates.messages import Messages, cause
from cobranca.contact.templates.sources import LAYOUT, Source

LAYOUT_NAMES: Final = frozenset(("mensagem", "paragrafos", "rodape"))
"""What a layout is given besides the variables: the text, its paragraphs, the part `rodape`."""
_ATTRIBUTES: Final = itemvars.NAMES | LOOP_ATTRIBUTES


def find(messages: Messages, source: Source) -> Iterator[Fault]:
    """Faults with the line of each."""
    for name, _, before in source.texts():
        try:
            tree = messages.tree(name)
            messages.environment.get_template(name)
            undeclared = meta.find_undeclared_variables(tree)
        except jinja2.TemplateSyntaxError as error:
            yield source.fault(error.lineno + before, "R7.1", cause(error), _syntax_cure(error))
            continue
        yield from _names(source, tree, undeclared, before)
        yield from _attributes(source, tree, before)
        yield from _files(messages, source, tree, before)


def _syntax_cure(error: jinja2.TemplateSyntaxError) -> str:
    if "filter named" in str(error):
        return f"há os filtros {', '.join(sorted(FILTER_NAMES))}"
    return "veja se cada {% if %} e {% for %} tem o seu fim e cada {{ o seu }}"


def _names(source: Source, tree: nodes.Template, undeclared: set[str], before: int) -> Iterator[Fault]:
    known = variables.KNOWN | (LAYOUT_NAMES if source.status == LAYOUT else frozenset())
    for name in sorted(undeclared - known):
        lines = [node.lineno for node in tree.find_all(nodes.Name) if node.name == name and node.ctx == "load"]
        yield source.fault(
            min(lines, default=1) + before, "R7.5", f"`{name}` não é uma variável", _nearest(name, known)
        )


def _attributes(source: Source, tree: nodes.Template, before: int) -> Iterator[Fault]:
    for line, name in attributes(tree):
        if name not in _ATTRIBUTES:
            cure = _nearest(name, _ATTRIBUTES)
            yield source.fault(line + before, "R7.5", f"`.{name}` não é uma variável de parcela", cure)


def attributes(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """(line, name) of each `.name` and `["name"]`."""
    for get in tree.find_all(nodes.Getattr):
        yield get.lineno, get.attr
    for item in tree.find_all(nodes.Getitem):
        if isinstance(item.arg, nodes.Const) and isinstance(item.arg.value, str):
            yield item.lineno, item.arg.value


def _nearest(name: str, known: frozenset[str]) -> str:
    near = notation.nearest(name, known)
    return f"escreva `{near}`" if near else "veja a lista das variáveis em docs/mensagens.md"


def _files(messages: Messages, source: Source, tree: nodes.Template, before: int) -> Iterator[Fault]:
    for node in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
        given = getattr(node, "template", None)
        if not isinstance(given, nodes.Const) or not isinstance(given.value, str):
            yield source.fault(
                node.lineno + before, "R7.1", "o nome do arquivo não está escrito", "escreva-o entre aspas"
            )
        elif given.value not in messages.folder.sources:
            cure = "escreva o nome de um arquivo de _parts, como `_parts/rodape.j2`"
            yield source.fault(node.lineno + before, "R7.1", f"não há o arquivo `{given.value}`", cure)
        elif source.name.endswith(HTML) != given.value.endswith(HTML):
            cure = f"use um arquivo que termine em {HTML}" if source.name.endswith(HTML) else "use um de texto"
            yield source.fault(node.lineno + before, "R7.1", f"`{given.value}` é de outro formato", cure)
