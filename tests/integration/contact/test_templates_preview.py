"""`cobranca templates`: against tickets that the batch's own SQL made, and against a company's own folder."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from tests.sql import company
from tests.sql.world import World
from typer.testing import CliRunner, Result

from cobranca import paths, settings
from cobranca.cli import app
from cobranca.contact.templates import reading
from cobranca.contact.templates.payment import Payments
from cobranca.contact.templates.samples import SENDER
from cobranca.errors import TemplateRefused

TODAY = "2026-03-10"


@pytest.fixture
def world(db: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> World:
    """Contract 10 with titles in AVISO_5 and AVISO_10, and one that is the bank's to pay."""
    monkeypatch.setenv("COBRANCA_CLOCK", f"{TODAY}T10:00")
    monkeypatch.delenv("COBRANCA_CONFIG", raising=False)
    company.store(db)
    told = World(db)
    told.contract(10, customer_name="ANA <B>PAULA</B> DE SOUZA")
    told.row(1, "2026-03-03", sequence="002/020", boleto_number="00077")
    told.row(2, "2026-02-24", sequence="001/020")
    told.row(3, "2026-02-24", money_source="Financiamento")
    told.day(TODAY)
    return told


def ticket(world: World, installment: int | None, contract: int = 10) -> int:
    kind = "contract" if installment is None else "installment"
    return world.tickets(
        "ticket_id", f"kind = '{kind}' AND contract_code = {contract} AND installment_code IS NOT DISTINCT FROM "
        f"{'NULL' if installment is None else installment}"
    )[0][0]  # fmt: skip


def preview(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["templates", "preview", *map(str, arguments)])


def refused(*arguments: object) -> str:
    result = preview(*arguments)
    assert result.exit_code == 1
    assert isinstance(result.exception, TemplateRefused)
    return str(result.exception)


def test_r7_10_a_contract_ticket_in_the_words_of_the_furthest_step(world: World) -> None:
    number = ticket(world, None)
    out = preview("--ticket", number).output
    assert out.startswith(f"Ocorrência {number}: 2 parcelas, nas palavras de AVISO_10\n")
    assert out.index("── WHATSAPP ──") < out.index("── SMS (") < out.index("── E-MAIL ──")
    assert "das 2 parcelas listadas abaixo, do seu contrato referente a Jardim, bloco A, unidade 12." in out
    assert "- parcela 001/020, vencimento em 24/02/2026\n- parcela 002/020, vencimento em 03/03/2026\n" in out
    assert f"Assunto: [Ocorrência {number}] Horizonte Incorporadora: podemos ajudar com o seu contrato?" in out
    assert "Segunda via do boleto: https://boletos.example.com/10/1\n" in out
    assert "Situação consultada em 10/03/2026." in out
    assert "Olá, Ana." in out
    assert "1.133" not in out


def test_an_installment_ticket_in_its_own_words(world: World) -> None:
    out = preview("--ticket", ticket(world, 1)).output
    assert out.startswith(f"Ocorrência {ticket(world, None)}: 1 parcela, nas palavras de AVISO_5\n")
    assert "da parcela com vencimento em 03/03/2026" in out
    assert (
        "── SMS (132 de 160 caracteres) ──\nHorizonte: Ana, nao identificamos o pagamento da parcela de 03/03/2026."
        in out
    )
    assert "WHATSAPP" not in out


def test_one_channel_and_the_html(world: World, tmp_path: Path) -> None:
    page = tmp_path / "previa.html"
    out = preview("--ticket", ticket(world, 1), "--channel", "email", "--html", page).output
    assert "SMS" not in out
    assert f"(HTML gravado em {page})" in out
    html = page.read_text(encoding="utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert ">03/03/2026</td>" in html
    assert "<b>" not in html.lower()


def test_the_words_of_another_status(world: World) -> None:
    out = preview("--ticket", ticket(world, None), "--status", "AVISO_30", "--channel", "phone").output
    assert "Eu falo com Ana <B>Paula</B> de Souza?" in out
    assert "- parcela 001/020, vencimento em 24/02/2026, 14 dias" in out


def test_nothing_is_written(world: World) -> None:
    tables = ("crm.ticket_state", "crm.ticket_event", "crm.message", "crm.message_item")
    counted = " + ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    before = world.db.execute(f"SELECT {counted}").fetchone()
    preview("--ticket", ticket(world, None))
    assert world.db.execute(f"SELECT {counted}").fetchone() == before


def test_what_would_say_nothing_says_why(world: World) -> None:
    assert "não há ocorrência 99999" in refused("--ticket", 99999)
    assert "nada sairia" in refused("--ticket", ticket(world, 3))
    assert "nada sairia" in refused("--ticket", ticket(world, None), "--status", "ETAPA_FINAL")
    assert "não há texto para AVISO_5 por phone" in refused("--ticket", ticket(world, 1), "--channel", "phone")


def test_who_paid_is_told_of_nothing(world: World) -> None:
    """R6.6: known as settled, on whatever day, before its ticket closes."""
    world.pay(2, TODAY)
    world.stage("2026-03-10")
    world.step("ingest", "2026-03-10")
    out = preview("--ticket", ticket(world, None)).output
    assert "1 parcela, nas palavras de AVISO_5" in out
    assert "24/02/2026" not in out
    assert "nada sairia" in refused("--ticket", ticket(world, 2))
    world.day("2026-03-11")
    assert "encerrada em 11/03/2026" in refused("--ticket", ticket(world, 2))


def test_an_action_ticket_has_no_message(world: World) -> None:
    number = world.act("TBG", f"{TODAY} 11:00")
    assert "só as de contrato e de parcela" in refused("--ticket", number)


def test_facts_are_the_mirrors_to_the_cent(world: World) -> None:
    """R1.7: amounts are decimal; the contract's category is that in force."""
    world.contract(10, category="Comum")
    world.row(1, corrected=Decimal("1100.10"), fine=Decimal("22.05"))
    world.contract(10, branch=2)
    world.stage(TODAY)
    world.step("ingest", TODAY)
    numbers = [ticket(world, 1), ticket(world, 2)]
    with Payments(settings.load(paths.CONFIG)) as payments:
        found = reading.read(world.db, numbers, sender=SENDER, payments=payments, today=date(2026, 3, 10))
    (facts,) = found.values()
    older, newer = facts.items
    assert (older.due_on, newer.due_on) == (date(2026, 2, 24), date(2026, 3, 3))
    assert newer.total_due == Decimal("1133.15")
    assert isinstance(newer.total_due, Decimal)
    assert (newer.days_overdue, newer.updated_on) == (7, date(2026, 3, 10))
    assert (facts.category, facts.overdue_count, facts.oldest_due_on) == ("Comum", 2, date(2026, 2, 24))
    assert not facts.is_company
    assert reading.read(world.db, [], sender=SENDER, payments=payments, today=date(2026, 3, 10)) == {}


def check(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["templates", "check", *map(str, arguments)])


def test_the_example_is_good() -> None:
    result = check("--config", paths.CONFIG)
    assert (result.exit_code, result.output) == (0, "12 textos: 0 erros, 0 avisos\n")


def test_a_companys_own_texts_are_checked_and_named(tmp_path: Path) -> None:
    folder = shutil.copytree(paths.CONFIG, tmp_path / "empresa")
    bad = folder / "messages/AVISO_5/email.j2"
    bad.parent.mkdir(parents=True)
    bad.write_text(
        "---\nsubject: Aviso %idocorrencia%\n---\nPague R$ %vlr_total%\nou irá para o SPC.\n", encoding="utf-8"
    )
    result = check("--config", folder)
    assert result.exit_code == 1
    assert f"erro: {bad}:5: R7.5: «SPC»" in result.output
    assert f"erro: {bad}: R7.3: o assunto não traz o número" in result.output
    assert f"aviso: {bad}:4: R7.5: o texto traz um valor" in result.output
    assert f"erro: {folder}/messages/AVISO_10/sms.j2: R7.1: o fluxo COBRANCA_PARCELAS fala por sms" in result.output
    assert "1 textos: " in result.output


def test_warnings_alone_do_not_fail(tmp_path: Path) -> None:
    folder = shutil.copytree(paths.CONFIG, tmp_path / "empresa")
    shutil.copytree(paths.TEMPLATES / "messages", folder / "messages")
    text = folder / "messages/LEMBRETE/email.j2"
    text.write_text(text.read_text(encoding="utf-8") + "\nTotal: R$ %vlr_total%.\n", encoding="utf-8")
    result = check("--config", folder)
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "12 textos: 0 erros, 1 avisos")


def test_the_variables_as_the_page_has_them() -> None:
    result = CliRunner().invoke(app, ["templates", "variables"])
    assert "| `idocorrencia_parent` | número da ocorrência de contrato |" in result.output
