"""`cobranca templates check`: each fault with its file, line and cause (R7.3, R7.4, R7.5)."""

from dataclasses import replace
from typing import Any

import pytest

from cobranca.contact.templates.samples import SENDER

PLAIN = "Olá, {{ primeiro_nome }}, falamos do seu contrato."


def told(fault: Any) -> tuple[str, int | None, str, str]:
    return fault.file.rsplit("messages/", 1)[-1], fault.line, fault.rule, fault.severity


def test_a_good_text_has_no_fault(texts: Any) -> None:
    texts.email(PLAIN)
    texts.sms(PLAIN, name="AVISO_10/sms.j2")
    assert texts.faults() == []


@pytest.mark.parametrize(
    ("text", "line", "rule", "words"),
    [
        ("a\nb {{ nme }}", 6, "R7.5", ("`nme` não é uma variável", "escreva `nome`")),
        ("{% for p in parcelas %}\n{{ p.vencimeto }}{% endfor %}", 6, "R7.5", ("`.vencimeto`", "escreva `vencimento`")),
        ("a\n\n%vlr_tot%", 7, "R7.5", ("`%vlr_tot%` não é uma variável", "escreva `%vlr_total%`")),
        ("{% if nome %}\na", 7, "R7.1", ("não é Jinja válido", "tem o seu fim")),
        ("a\n{{ nome|safe }}", 6, "R7.1", ("safe", "há os filtros")),
        ("a\n{% include '_parts/nada.j2' %}", 6, "R7.1", ("não há o arquivo `_parts/nada.j2`", "_parts/rodape.j2")),
        ("a\n{% include nome %}", 6, "R7.1", ("não está escrito", "entre aspas")),
        ("a\n{% include '_layout/email.html.j2' %}", 6, "R7.1", ("de outro formato", "texto")),
        ("a\nb\nSeu nome será\nnegativado amanhã", 8, "R7.5", ("«negativado»", "restrição de crédito", "como pagar")),
        ("a\nSOB\n   PENA   DE multa", 6, "R7.5", ("«SOB PENA DE»", "ameaça")),
        ("{% if dias_atraso > 999 %}\nação judicial{% endif %}", 6, "R7.5", ("«ação judicial»", "ameaça")),
    ],
)
def test_faults_by_line(texts: Any, text: str, line: int, rule: str, words: tuple[str, ...]) -> None:
    texts.email(text)
    fault = texts.only_fault()
    assert told(fault) == ("AVISO_5/email.j2", line, rule, "error")
    for word in words:
        assert word in str(fault)


@pytest.mark.parametrize(
    ("subject", "rule", "word"),
    [
        ("Sobre o seu contrato", "R7.3", "não traz o número"),
        ("Ocorrência {{ idocorrencia }}", "R7.3", "não traz o número"),
        ("[Ocorrência {{ idocorrencia_parent }}] Parcela em atraso", "R7.5", "tela de quem estiver por perto"),
        ("[Ocorrência {{ idocorrencia_parent }}] {{ 'atra' ~ 'so' }}", "R7.5", "tela de quem estiver por perto"),
        ("[Ocorrência {{ idocorrencia_parent }}] {{ nme }}", "R7.5", "`nme`"),
        ("[Ocorrência %idocorrencia_parent%] %nme%", "R7.5", "`%nme%`"),
        ("[Ocorrência {{ idocorrencia_parent }}] Último aviso", "R7.5", "«Último aviso»"),
    ],
)
def test_faults_of_a_subject(texts: Any, subject: str, rule: str, word: str) -> None:
    texts.email(PLAIN, subject=subject)
    fault = texts.only_fault()
    assert fault.rule == rule
    assert word in str(fault)
    assert fault.line in (2, None)


def test_the_number_may_be_written_in_the_old_notation(texts: Any) -> None:
    texts.email(PLAIN, subject="Ocorrência %IDOCORRENCIA_PARENT%: seu contrato")
    assert texts.faults() == []


def test_a_subject_is_missing_or_too_much(texts: Any) -> None:
    texts.raw("AVISO_5/email.j2", f"{PLAIN} Se já pagou, desconsidere. Boletos: {{{{ contato }}}}")
    assert [(fault.line, fault.rule, fault.message) for fault in texts.faults()][1:] == [(1, "R7.3", "falta o assunto")]
    texts.raw("AVISO_5/email.j2", "---\nsubject: a\n---\n")
    texts.raw("AVISO_5/sms.j2", "---\n\nsubject: a\n---\n")
    assert (3, "sms não tem assunto") in [(fault.line, fault.message) for fault in texts.faults()]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Boleto: {{ telefone_contato }}", "pode se cruzar com um pagamento"),
        ("Se já pagou, desconsidere. Ligue: {{ telefone_contato }}", "como pagar"),
        ("Se já pagou, desconsidere. Peça o boleto.", "a quem perguntar"),
        ("{% if parcelas|length == 1 %}Se já pagou, desconsidere.{% endif %} Boleto: {{ email_contato }}", "cruzar"),
    ],
)
def test_r7_4_the_footer(texts: Any, text: str, missing: str) -> None:
    texts.raw("AVISO_5/sms.j2", f"Olá. {text}")
    fault = texts.only_fault()
    assert told(fault) == ("AVISO_5/sms.j2", None, "R7.4", "error")
    assert missing in fault.message


@pytest.mark.parametrize("shown", ["{{ contato }}", "{{ linha_digitavel or '' }} {{ contato }}"])
def test_r7_4_what_is_there_to_pay_with_is_shown(texts: Any, shown: str) -> None:
    texts.raw("AVISO_5/whatsapp.j2", f"Olá. Se já pagou, desconsidere. Como pagar: {shown}")
    assert "o texto não mostra" in texts.only_fault().message


def test_r7_4_the_html_has_the_footer_too(texts: Any) -> None:
    """A layout of one's own that forgets it is seen, although the text beside it has it."""
    texts.email(PLAIN, layout="meu")
    texts.raw("_layout/meu.txt.j2", "{{ mensagem }}\n{{ rodape }} {% include '_parts/como_pagar.j2' %}")
    boletos = "{% for p in parcelas %}{{ p.linha_digitavel or p.link_segunda_via or '' }}{% endfor %}"
    texts.raw("_layout/meu.html.j2", f"<p>{{{{ paragrafos|join }}}}</p>Boleto: {boletos} {{{{ contato }}}}")
    assert "falta: pode se cruzar com um pagamento" in texts.only_fault().message
    texts.raw("_layout/meu.html.j2", f"<p>{{{{ paragrafos|join }}}}</p>{{{{ rodape }}}}{boletos}")
    assert texts.faults() == []


@pytest.mark.parametrize("amount", ["{{ vlr_total|reais }}", "{{ vlr_multa }}", "R$ 10", "1.234,56", "dez reais"])
def test_r7_5_no_amount_without_its_date(texts: Any, amount: str) -> None:
    texts.email(f"Olá.\nTotal: {amount}.")
    severities = {(told(fault)[1:], "sem a data" in fault.message) for fault in texts.faults()}
    assert ((6, "R7.4", "error"), True) in severities
    texts.email(f"Olá.\nTotal: {amount}, atualizado em {{{{ dt_atualizacao }}}}.")
    fault = texts.only_fault()
    assert told(fault) == ("AVISO_5/email.j2", 6, "R7.5", "warning")
    assert fault.message == "o texto traz um valor"


def test_r7_4_an_amount_in_a_branch_of_its_own_has_its_date_there(texts: Any) -> None:
    date = "{% if parcelas|length > 1 %}{{ dt_atualizacao }}{% endif %}"
    texts.email(f"Total: {{{{ vlr_total }}}} {date}")
    assert ("R7.4", "um valor sem a data da atualização (com uma parcela)") in [
        (fault.rule, fault.message) for fault in texts.faults()
    ]


def test_r7_5_no_amount_in_a_subject(texts: Any) -> None:
    texts.email(PLAIN, subject="[Ocorrência {{ idocorrencia_parent }}] {{ vlr_total }}")
    assert told(texts.only_fault()) == ("AVISO_5/email.j2", 2, "R7.5", "error")


def test_what_is_ours_alone_is_warned_about(texts: Any) -> None:
    texts.email("a\n%categoria%")
    assert told(texts.only_fault()) == ("AVISO_5/email.j2", 6, "R7.5", "warning")


def test_an_sms_is_measured_with_long_names(texts: Any) -> None:
    texts.sms("Olá, {{ nome }}, de {{ imovel }}: fale conosco.")
    fault = texts.only_fault()
    assert "com nomes longos" in fault.message
    assert "cabem 160" in fault.message
    texts.sms("Olá, {{ nome|curto(20) }}, de {{ imovel|curto(20) }}: fale conosco.")
    assert texts.faults() == []


def test_an_sms_is_measured_with_the_companys_own_contact(texts: Any) -> None:
    texts.sms("{{ empresa_curta }}: Olá, {{ nome|curto(20) }}.")
    assert texts.faults() == []
    assert "cabem 160" in texts.faults(replace(SENDER, short_company="x" * 100))[0].message


def test_a_value_that_may_be_absent_is_not_printed_unasked(texts: Any) -> None:
    texts.email("a\n{{ unidade }}")
    fault = texts.only_fault()
    assert told(fault) == ("AVISO_5/email.j2", 6, "R7.1", "error")
    assert "`unidade` não tem valor neste contrato" in fault.message
    texts.email("a\n%unidade%")
    assert texts.faults() == []


def test_the_call_script_confirms_who_answers(texts: Any) -> None:
    head = "---\nsubject: Ligar\n---\n"
    footer = "Se já pagou, desconsidere. Boleto: {{ contato }}"
    texts.raw("AVISO_30/phone.j2", f"{head}Diga o motivo. {footer}")
    assert (texts.only_fault().rule, "confirmar com quem se fala" in texts.only_fault().message) == ("R7.5", True)
    texts.raw("AVISO_30/phone.j2", f"{head}Confirme com quem você fala, e diga o motivo. {footer}")
    assert texts.faults() == []


def test_files_that_nobody_reads(texts: Any) -> None:
    texts.sms(PLAIN)
    texts.raw("AVISO_5/carta.j2", "Se já pagou, desconsidere. Boleto: {{ contato }}")
    texts.raw("AVISO_5/sms.txt", "a")
    texts.raw("solto.j2", "a")
    texts.raw("LEIAME.md", "a")
    (texts.folder / "messages/AVISO_5/whatsapp.j2").write_bytes(b"\xff\xfe\x00")
    found = {fault.file.rsplit("messages/", 1)[-1]: fault.message for fault in texts.faults()}
    assert found["AVISO_5/carta.j2"].startswith("`carta` não é um canal")
    assert found["AVISO_5/sms.txt"] == found["solto.j2"] == "este arquivo não é lido"
    assert "UTF-8" in found["AVISO_5/whatsapp.j2"]
    assert len(found) == 4


def test_a_comment_may_say_anything(texts: Any) -> None:
    texts.sms("{# nunca ameace com o Serasa, nem diga R$ 10 #}" + PLAIN)
    assert texts.faults() == []


def test_a_broken_text_hides_no_fault_of_another(texts: Any) -> None:
    texts.sms("{{ nme }}")
    texts.raw("AVISO_10/sms.j2", "Olá. Se já pagou, desconsidere. Peça o boleto.")
    assert [told(fault)[:3] for fault in texts.faults()] == [
        ("AVISO_10/sms.j2", None, "R7.4"),
        ("AVISO_5/sms.j2", 1, "R7.5"),
    ]
