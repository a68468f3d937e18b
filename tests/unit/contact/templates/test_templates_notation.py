"""The old notation, and heads of texts."""

import pytest

from cobranca.contact.templates import notation, variables
from cobranca.contact.templates.frontmatter import split


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("%idocorrencia_parent%", "{{ idocorrencia_parent or '' }}"),
        ("Olá %NOME%, %vencimento%.", "Olá {{ nome or '' }}, {{ vencimento or '' }}."),
        ("%nome%%unidade%", "{{ nome or '' }}{{ unidade or '' }}"),
        ("100%, 50%nome%", "100%, 50{{ nome or '' }}"),
        ("{%if nome%}a{%else%}b{%endif%}", "{%if nome%}a{%else%}b{%endif%}"),
        ("{{ '%nome%' }} {# %nome% #}", "{{ '%nome%' }} {# %nome% #}"),
        ("%parcelas%", "%parcelas%"),
        ("https://a/?q=%C3%A3%20", "https://a/?q=%C3%A3%20"),
    ],
)
def test_translated(old: str, new: str) -> None:
    assert notation.translate(old, variables.PASTED) == new


def test_r3_10_every_additional_field_may_be_pasted() -> None:
    named = [
        "vencimento",
        "vencimento_efetivo",
        "dias_atraso",
        "tipo_parcela",
        "sequencia",
        "tipo_receita",
        "origem",
        "vlr_original",
        "vlr_corrigido",
        "vlr_multa",
        "vlr_atraso",
        "vlr_juros",
        "vlr_desconto",
        "vlr_taxas",
        "vlr_total",
        "nosso_numero",
        "venc_boleto",
        "dt_atualizacao",
        "empreendimento",
        "bloco",
        "unidade",
        "status_contrato",
        "categoria",
        "qtd_parcelas",
        "vencimento_mais_antigo",
    ]
    assert set(named) <= variables.PASTED
    assert {"idocorrencia_parent", "nome"} <= variables.PASTED


def test_unknown_names_with_their_lines() -> None:
    text = "a\n%nom% {% if nome %}\n{# %x% #}%C3%%Valor_Total%\n"
    assert list(notation.unknown(text, variables.PASTED)) == [(2, "nom"), (3, "Valor_Total")]
    assert notation.nearest("Nom", variables.PASTED) == "nome"
    assert notation.nearest("xyzzy", variables.PASTED) is None


def test_a_head_and_its_lines() -> None:
    head, rest = split(
        '---\nsubject: [Ocorrência 1] Olá: tudo bem?\n\norder: [sms, email]\nlayout: "none"\n---\nTexto\n'
    )
    assert head.subject == "[Ocorrência 1] Olá: tudo bem?"
    assert head.order == ("sms", "email")
    assert head.layout == "none"
    assert head.lines == {"subject": 2, "order": 4, "layout": 5}
    assert rest.splitlines()[6] == "Texto"


def test_a_text_without_head() -> None:
    assert split("Texto\n---\n")[1] == "Texto\n---\n"


@pytest.mark.parametrize(
    ("head", "line", "word"),
    [
        ("---\nsubject: a\n", 1, "não termina"),
        ("---\nassunto: a\n---\n", 2, "`assunto`"),
        ("---\nsubject a\n---\n", 2, "`subject a`"),
        ("---\norder: sms\norder: email\n---\n", 3, "duas vezes"),
    ],
)
def test_faults_of_a_head(head: str, line: int, word: str) -> None:
    assert [(at, word in message) for at, message, _ in split(head)[0].faults] == [(line, True)]
