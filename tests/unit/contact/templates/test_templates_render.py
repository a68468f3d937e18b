"""R7.1, R7.3, R7.10: facts in; subject, text and HTML out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cobranca.contact import templates
from cobranca.contact.templates import samples
from cobranca.contact.templates.facts import HowToPay
from cobranca.errors import TemplateRefused

ONE = samples.facts()
THREE = samples.variants()["com três parcelas"]


def test_several_installments_speak_together(texts: Any) -> None:
    """Outside of a loop a variable speaks of all of them."""
    texts.raw(
        "AVISO_5/whatsapp.j2",
        "{{ vencimento }}|{{ dias_atraso }}|{{ vlr_total }}|{{ tipo_parcela }}|{{ dt_atualizacao }}|{{ qtd_parcelas }}|"
        "{% if link_segunda_via %}um link{% else %}nenhum{% endif %}|"
        "{% for p in parcelas %}{{ p.sequencia }} {% endfor %}",
    )
    assert texts.render(channel="whatsapp", of=THREE).text == (
        "08/05/2031, 07/06/2031 e 07/07/2031|101|3.409,95|Mensal|17/08/2031|3|nenhum|003/120 002/120 001/120"
    )
    older = tuple(replace(each, updated_on=date(2031, 8, 10 + place)) for place, each in enumerate(THREE.items))
    assert "|10/08/2031|" in texts.render(channel="whatsapp", of=replace(THREE, items=older)).text


def test_how_to_pay_is_common_only_where_it_is_the_same(texts: Any) -> None:
    texts.raw("AVISO_5/whatsapp.j2", "{{ link_segunda_via or 'cada um o seu' }}")
    links = [HowToPay(None, "https://a.example.com"), HowToPay(None, "https://a.example.com"), HowToPay()]
    same = replace(ONE, items=tuple(samples.item(1, how) for how in links[:2]))
    different = replace(ONE, items=tuple(samples.item(1, how) for how in links))
    assert texts.render(channel="whatsapp", of=same).text == "https://a.example.com"
    assert texts.render(channel="whatsapp", of=different).text == "cada um o seu"


def test_a_subject_is_one_line_whatever_a_name_holds(texts: Any) -> None:
    texts.email("a", subject="[Ocorrência %idocorrencia_parent%] {{ nome }}")
    evil = replace(ONE, customer_name="Ana\r\nBcc: todos@example.com\u2028\x00")
    assert texts.render(of=evil).subject == "[Ocorrência 987654] Ana Bcc: todos@example.com"


def test_html_in_a_name_stays_a_name(texts: Any) -> None:
    texts.email("Olá, {{ nome }} & cia, de {{ imovel }}: veja https://a.example.com/x?a=1&b=2", layout="email")
    evil = replace(ONE, customer_name='<IMG src=x onerror="alert(1)">', development="<script>alert(2)</script>")
    out = texts.render(of=evil)
    assert '<IMG src=x onerror="alert(1)">' in out.text
    assert "<img" not in out.html.lower()
    assert "<script" not in out.html
    assert "&lt;IMG src=x onerror=&#34;alert(1)&#34;&gt; &amp; cia" in out.html
    assert 'href="https://a.example.com/x?a=1&amp;b=2"' in out.html


def test_paragraphs_and_lines_of_an_email(texts: Any) -> None:
    texts.email("Um\ndois   \n\n\n\ntrês", layout="email")
    out = texts.render()
    assert out.text.startswith("Um\ndois\n\ntrês\n\n")
    assert "Um<br>\ndois</td>" in out.html
    assert ">três</td>" in out.html


def test_an_email_without_layout_has_no_html(texts: Any) -> None:
    texts.email("tudo", layout="none")
    assert texts.render().html is None
    assert texts.render().text.startswith("tudo\n")


def test_an_sms_is_one_line_of_its_alphabet(texts: Any) -> None:
    texts.raw("AVISO_5/sms.j2", "Olá,\n  não há ações\n\n– {{ nome }}")
    assert texts.render(channel="sms", of=replace(ONE, customer_name="JOÃO ÇA")).text == "Ola, nao ha acoes - Joao Ça"


def test_an_sms_of_161_is_refused_and_of_160_is_not(texts: Any) -> None:
    texts.raw("AVISO_5/sms.j2", "{{ nome }}" + "x" * 150)
    assert len(texts.render(channel="sms", of=replace(ONE, customer_name="0123456789")).text) == 160
    with pytest.raises(TemplateRefused, match=r"AVISO_5/sms.j2: o SMS tem 161 caracteres; cabem 160"):
        texts.render(channel="sms", of=replace(ONE, customer_name="012345678€"))


@pytest.mark.parametrize(
    ("changes", "name", "first"),
    [
        ({"customer_name": "ACME COMÉRCIO LTDA", "is_company": True}, "Acme Comércio Ltda", "Acme Comércio Ltda"),
        ({"customer_name": "JOÃO DA SILVA"}, "João da Silva", "João"),
        ({"customer_name": " "}, "cliente", "cliente"),
    ],
)
def test_how_a_customer_is_addressed(texts: Any, changes: Any, name: str, first: str) -> None:
    texts.raw("AVISO_5/whatsapp.j2", "{{ nome }}|{{ primeiro_nome }}")
    assert texts.render(channel="whatsapp", of=replace(ONE, **changes)).text == f"{name}|{first}"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "Jardim das Acácias, bloco A, unidade 12"),
        ({"block": None}, "Jardim das Acácias, unidade 12"),
        ({"development": None, "block": " ", "unit": None}, "contrato 4321"),
    ],
)
def test_what_is_known_of_the_place(texts: Any, changes: Any, place: str) -> None:
    texts.raw("AVISO_5/whatsapp.j2", "{{ imovel }}")
    assert texts.render(channel="whatsapp", of=replace(ONE, **changes)).text == place


def test_a_text_that_is_not_there(texts: Any) -> None:
    texts.sms("Olá", name="AVISO_10/sms.j2")
    with pytest.raises(TemplateRefused, match=r"não há texto para AVISO_5 por sms: escreva `AVISO_5/sms\.j2`"):
        texts.render(channel="sms")


def test_the_texts_of_the_process_are_checked_before_they_are_used(texts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """R7.5: a text with an error goes to nobody; the others do."""
    texts.sms("Seu nome vai para o Serasa.")
    texts.sms("Olá, {{ primeiro_nome }}.", name="AVISO_10/sms.j2")
    monkeypatch.setenv("COBRANCA_CONFIG", str(texts.folder))
    with pytest.raises(TemplateRefused, match=r"AVISO_5/sms.j2:1: R7.5: «Serasa»"):
        templates.render("AVISO_5", "sms", ONE)
    assert templates.render("AVISO_10", "sms", ONE).text.startswith("Ola, Ana.")


def test_an_error_in_what_is_shared_concerns_every_text(texts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    texts.sms("Olá, {{ primeiro_nome }}.")
    texts.raw("_parts/rodape.j2", "{{ nme }}")
    monkeypatch.setenv("COBRANCA_CONFIG", str(texts.folder))
    with pytest.raises(TemplateRefused, match=r"_parts/rodape.j2:1: R7.5: `nme`"):
        templates.render("AVISO_5", "sms", ONE)
