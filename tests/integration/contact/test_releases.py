"""R7.2: a flow speaks to customers from its release on, and only then; the look-up says so as of any moment (R4.9)."""

import shutil
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.unit.settings.conftest import Folder
from typer.testing import CliRunner, Result

from cobranca import paths
from cobranca.acts import ROLES, Person
from cobranca.cli import app
from cobranca.contact.switches import releases
from cobranca.errors import ActRefused

BIA = Person("bia", "supervisor")
FLOW = "COD_SOL_PARCELAS"
SIGNED = ("--as", "bia", "--role", "supervisor", "--reason", "textos aprovados em ata")


@pytest.fixture
def folder(db: psycopg.Connection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Folder:
    """The example company, to be changed; it is 10:00 of 10 March 2026."""
    own = Folder(Path(shutil.copytree(paths.CONFIG, tmp_path / "company")))
    monkeypatch.setenv("COBRANCA_CONFIG", str(own.path))
    monkeypatch.setenv("COBRANCA_CLOCK", "2026-03-10T10:00")
    return own


def released(db: psycopg.Connection, at: str = "2026-03-10 10:00-03") -> list[str]:
    db.execute("SELECT set_config('cobranca.facts_at', %s, false)", (at,))
    return [row[0] for row in db.execute("SELECT request_code FROM work.released_request")]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["contact", *map(str, arguments)])


def test_released_from_then_until_it_is_withdrawn(
    folder: Folder, db: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases.release(BIA, FLOW, "textos aprovados")
    monkeypatch.setenv("COBRANCA_CLOCK", "2026-03-12T09:00")
    releases.withdraw(Person("caio", "multidados"), FLOW, "texto trocado")
    moments = ("2026-03-10 09:59-03", "2026-03-10 10:00-03", "2026-03-12 08:59-03", "2026-03-12 09:00-03")
    assert [released(db, at) for at in moments] == [[], [FLOW], [FLOW], []]
    (kept,) = releases.history()
    assert (kept.actor, kept.role, kept.reason) == ("bia", "supervisor", "textos aprovados")
    assert (kept.ended_by, kept.ended_role, kept.ended_reason) == ("caio", "multidados", "texto trocado")


def test_refused_and_nothing_written(folder: Folder, db: psycopg.Connection) -> None:
    for does, says in (
        (lambda: releases.release(BIA, "COD_SOL_NADA", "x"), r"não há solicitação 'COD_SOL_NADA'.*COD_SOL_PARCELAS"),
        (lambda: releases.release(BIA, "COD_SOL_JURIDICO", "x"), r"COD_SOL_JURIDICO não comunica.*COD_SOL_PARCELAS"),
        (lambda: releases.release(BIA, FLOW, " "), r"falta o texto da liberação"),
        (lambda: releases.release(Person("Integra. Cobrança", "multidados"), FLOW, "x"), r"nome da máquina"),
        (lambda: releases.withdraw(BIA, FLOW, "x"), r"não está liberado"),
    ):
        with pytest.raises(ActRefused, match=says):
            does()
    assert releases.history() == []
    releases.release(BIA, FLOW, "x")
    with pytest.raises(ActRefused, match=r"R7\.2: .* já está liberado"):
        releases.release(BIA, FLOW, "x")
    assert len(releases.history()) == 1


@pytest.mark.parametrize("role", ROLES)
def test_who_may(folder: Folder, role: Any) -> None:
    """R5.9."""
    who = Person("zé", role)
    if role in ("supervisor", "multidados"):
        releases.release(who, FLOW, "x")
        releases.withdraw(who, FLOW, "x")
        return
    for does in (releases.release, releases.withdraw):
        with pytest.raises(ActRefused, match=r"R5\.9: .*liberar fluxos.*supervisor, multidados"):
            does(who, FLOW, "x")
    assert releases.history() == []


def test_not_with_a_text_that_is_not_allowed(folder: Folder) -> None:
    """Whatever `cobranca templates check` finds wrong; mended, it goes."""
    shutil.copytree(paths.TEMPLATES / "messages", folder.path / "messages")
    text = "messages/AVISO_5/sms.j2"
    before = (folder.path / text).read_text(encoding="utf-8")
    folder.write(text, before + "{{ nome_do_vizinho }}\n")
    with pytest.raises(ActRefused, match=r"(?s)R7\.2: os textos têm 1 erro.*AVISO_5/sms\.j2:\d+: .*nome_do_vizinho"):
        releases.release(BIA, FLOW, "x")
    (folder.path / text).unlink()
    with pytest.raises(ActRefused, match=r"AVISO_5/sms\.j2: R7\.1"):
        releases.release(BIA, FLOW, "x")
    assert releases.history() == []
    folder.write(text, before)
    releases.release(BIA, FLOW, "x")
    folder.write(text, before + "{{ nome_do_vizinho }}\n")
    releases.withdraw(BIA, FLOW, "texto quebrado")


def test_the_commands(folder: Folder, db: psycopg.Connection) -> None:
    assert run("releases").output == f"em teste   {FLOW}: só destinatários de teste\n"
    assert "liberação 1" in run("release", FLOW, *SIGNED).output
    assert run("releases").output == (
        f"LIBERADO   {FLOW}, desde 10/03/2026 10:00, por bia (supervisor): textos aprovados em ata\n"
    )
    assert released(db) == [FLOW]
    assert "liberação 1 encerrada" in run("withdraw", FLOW, *SIGNED).output
    lines = run("releases").output.splitlines()
    assert lines[0] == f"em teste   {FLOW}: só destinatários de teste"
    assert lines[1].startswith(f"retirado   {FLOW}, desde 10/03/2026 10:00, por bia (supervisor): textos aprovados")


def test_one_release_a_flow_even_at_once(folder: Folder, db: psycopg.Connection) -> None:
    """The database holds it between two sessions."""
    releases.release(BIA, FLOW, "x")
    with pytest.raises(psycopg.errors.UniqueViolation):
        db.execute(
            "INSERT INTO crm.flow_release (request_code, valid_from, actor, reason) VALUES (%s, now(), 'a', 'x')",
            (FLOW,),
        )
