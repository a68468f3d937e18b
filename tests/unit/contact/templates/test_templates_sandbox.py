"""What a text may do, and what it may not."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cobranca.contact.templates.facts import HowToPay
from cobranca.contact.templates.samples import facts, item
from cobranca.errors import TemplateRefused

Said = Callable[..., str]


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("Olá, {{ primeiro_nome }}.", "Olá, Ana."),
        ("{{ vlr_total }} {{ vlr_total|reais }} {{ vlr_total + vlr_multa }}", "1.136,65 R$ 1.136,65 1.158,65"),
        ("{{ vencimento }} {{ hoje }}", "07/07/2031 17/08/2031"),
        ("{% if dias_atraso > 30 and hoje > dt_atualizacao %}a{% else %}b{% endif %}", "b"),
        ("{% for p in parcelas %}{{ loop.index }}/{{ loop.length }} {{ p.sequencia }}{% endfor %}", "1/1 001/120"),
        ("{{ (parcelas|first).vencimento }} {{ parcelas[0]['tipo_parcela'] }}", "07/07/2031 Mensal"),
        ("{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(nome|upper) }}", "<ANA PAULA DE SOUZA>"),
        ("{% set n = nome|length %}{{ n }}", "18"),
        ("%nome%, %idocorrencia_parent%", "Ana Paula de Souza, 987654"),
    ],
)
def test_allowed(said: Said, text: str, out: str) -> None:
    assert said(text) == out


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{{ nome.__class__ }}", "__class__"),
        ("{{ ''.__class__.__mro__ }}", "__class__"),
        ("{{ nome.upper() }}", "upper"),
        ("{{ nome['format']() }}", "não é permitido"),
        ("{{ '{0.__class__}'.format(nome) }}", "não é permitido"),
        ("{{ parcelas.__len__() }}", "__len__"),
        ("{{ parcelas[0].keys() }}", "keys"),
        ("{{ self.__init__ }}", "__init__"),
        ("{{ hoje.replace }}", "replace"),
        ("{{ 'x' * 999999999 }}", "`*`"),
        ("{{ '%999999999d' % 1 }}", "`%`"),
        ("{{ 9 ** 9 }}", "`**`"),
        ("{{ range(9) }}", "range"),
        ("{{ cycler }}", "cycler"),
        ("{{ 'x'|center(999999999) }}", "center"),
        ("{{ nome|attr('x') }}", "attr"),
        ("{{ '<b>'|safe }}", "safe"),
        ("{{ nme }}", "nme"),
        ("{{ parcelas[0].nme }}", "nme"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "sem fim"),
        ("{% include '../../secrets' %}", "não há o arquivo"),
        ("{% include '/etc/passwd' %}", "não há o arquivo"),
        ("{% if nome %}", "não é Jinja válido"),
        ("{% do nome %}", "não é Jinja válido"),
    ],
)
def test_refused(said: Said, text: str, word: str) -> None:
    with pytest.raises(TemplateRefused) as caught:
        said("\n" + text)
    assert word in str(caught.value)
    assert str(caught.value).split(": ")[0].endswith("AVISO_5/whatsapp.j2:2")


def test_a_text_that_grows_without_end_is_refused(said: Said) -> None:
    double = "{% set x = x ~ x %}" * 12
    with pytest.raises(TemplateRefused, match="mais de 200000 caracteres"):
        said("{% set x = '" + "x" * 100 + "' %}" + double + "{{ x }}")


def test_a_value_that_may_be_absent(said: Said) -> None:
    """Asking for it is allowed, printing it is not; what was pasted stays empty, as in the old notation."""
    bare = replace(facts(), unit=None, items=(item(1, HowToPay()),))
    assert said("{% if unidade %}u{{ unidade }}{% else %}nada{% endif %}", bare) == "nada"
    assert said("{{ linha_digitavel or contato }}", bare).startswith("telefone")
    assert said("[%unidade%]", bare) == "[]"
    for printed in ("{{ unidade }}", "{{ unidade ~ 'x' }}", "{{ unidade|upper }}", "{{ [unidade]|join }}"):
        with pytest.raises(
            TemplateRefused, match=r"whatsapp.j2:1: `unidade` não tem valor neste contrato: escreva \{% if"
        ):
            said(printed, bare)


def test_rendering_reads_no_file(texts: Any) -> None:
    """Once the texts are read, their files may be gone."""
    texts.raw("_parts/meu.j2", "parte")
    texts.raw("AVISO_5/whatsapp.j2", "{% include '_parts/meu.j2' %}")
    messages = texts.messages()
    for path in sorted((texts.folder / "messages").rglob("*.j2")):
        path.unlink()
    assert messages.render("AVISO_5", "whatsapp", facts()).text == "parte"
