"""Each status and channel by which a flow speaks has its text, and each text its status and channel."""

import shutil
from pathlib import Path

import pytest

from cobranca import paths, settings
from cobranca.contact.templates import documentation, sources
from cobranca.contact.templates.checks import coverage
from cobranca.contact.templates.faults import Fault
from cobranca.contact.templates.sender import sender
from cobranca.errors import ConfigurationError

PAGE = paths.ROOT / "docs/mensagens.md"


@pytest.fixture
def company(tmp_path: Path) -> Path:
    shutil.copytree(paths.CONFIG, tmp_path / "company")
    own = tmp_path / "company/messages"
    for name in ("LEMBRETE", "AVISO_5", "AVISO_10", "AVISO_20", "AVISO_30", "PRE_JURIDICO"):
        shutil.copytree(sources.STANDARD / name, own / name)
    return tmp_path / "company"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(company: Path) -> list[Fault]:
    return coverage.check(sources.read(company), settings.load(company))


def test_a_copy_of_the_standard_covers_it(company: Path) -> None:
    assert found(company) == []


def test_a_missing_text(company: Path) -> None:
    (company / "messages/AVISO_5/sms.j2").unlink()
    (fault,) = found(company)
    assert fault.file == str(company / "messages/AVISO_5/sms.j2")
    assert "o fluxo COBRANCA_PARCELAS fala por sms em AVISO_5" in fault.message


def test_a_text_too_many(company: Path) -> None:
    shutil.copytree(company / "messages/AVISO_5", company / "messages/AVISO_60")
    edit(company / "flows.yaml", "channels: [email, sms]", "channels: [email]")
    assert [(fault.file.rsplit("messages/", 1)[1], fault.message.split(":")[0]) for fault in found(company)] == [
        ("AVISO_5/email.j2", "a ordem dos canais não é a do fluxo COBRANCA_PARCELAS"),
        ("AVISO_5/sms.j2", "nenhum fluxo fala por sms em AVISO_5"),
        ("AVISO_60/email.j2", "nenhum fluxo fala por email em AVISO_60"),
        ("AVISO_60/sms.j2", "nenhum fluxo fala por sms em AVISO_60"),
    ]


def test_another_order_of_channels(company: Path) -> None:
    edit(company / "messages/AVISO_5/sms.j2", "order: email, sms", "order: sms, email")
    (fault,) = found(company)
    assert (fault.line, fault.rule) == (2, "R7.11")
    assert "email, sms" in fault.message


def test_nobody_to_ask(company: Path) -> None:
    text = (company / "contact.yaml").read_text(encoding="utf-8")
    (company / "contact.yaml").write_text(text.partition("  ask:")[0], encoding="utf-8")
    assert [fault.rule for fault in found(company)] == ["R7.4"]
    with pytest.raises(ConfigurationError, match=r"write `contact\.ask`"):
        sender(settings.load(company))


def test_the_companys_name_stands_in_for_what_is_not_said(company: Path) -> None:
    edit(
        company / "contact.yaml",
        "    company: Horizonte Incorporadora\n    short_company: Horizonte ",
        "    phone: '1' # ",
    )
    edit(company / "contact.yaml", '    phone: "(11) 4000-1234"\n', "")
    who = sender(settings.load(company))
    assert who.company == settings.load(company).company.name
    assert who.short_company == "Horizonte"


def test_a_companys_own_texts_replace_the_standard_ones_and_share_their_parts(company: Path) -> None:
    shutil.rmtree(company / "messages")
    (company / "messages/_parts").mkdir(parents=True)
    (company / "messages/_parts/rodape.j2").write_text("meu", encoding="utf-8")
    folder = sources.read(company)
    assert not any(source.channel for source in folder.sources.values())
    assert folder.sources["_parts/rodape.j2"].body == "meu"
    assert "_layout/email.html.j2" in folder.sources


def test_the_page_lists_the_variables_as_the_code_has_them() -> None:
    page = PAGE.read_text(encoding="utf-8")
    told = page.split(documentation.FIRST)[1].split(documentation.LAST)[0].strip()
    assert told == documentation.tables()
