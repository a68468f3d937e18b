"""`cobranca check` for people: all faults, a verdict, an exit code."""

import typer
from tests.unit.settings.conftest import Folder
from typer.testing import CliRunner, Result

from cobranca.settings.cli import register


def run(*args: str) -> Result:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    return CliRunner().invoke(app, ["check", *args])


def test_a_good_folder(folder: Folder) -> None:
    result = run("--config", str(folder.path))
    assert result.exit_code == 0
    assert "accepted, 0 errors, 0 warnings" in result.output


def test_warnings_are_shown_and_do_not_refuse(folder: Folder) -> None:
    folder.cut("erp.yaml", "  freshness:", "  channels:")
    result = run("--config", str(folder.path))
    assert result.exit_code == 0
    assert "warning: erp.yaml:" in result.output
    assert "0 errors, 1 warnings" in result.output


def test_faults_are_listed_with_file_line_place_and_cure(folder: Folder) -> None:
    folder.edit("flows.yaml", "leads_to: LEMBRETE", "leads_to: LEMBRETTE")
    folder.edit("routing.yaml", "priority: 20", "priority: 10")
    result = run("--config", str(folder.path))
    assert result.exit_code == 1
    assert "COBRANCA_PARCELAS.steps[3].leads_to" in result.output
    assert "write `LEMBRETE`" in result.output
    assert "routing[2].priority" in result.output


def test_a_folder_that_is_not_there(folder: Folder) -> None:
    result = run("--config", str(folder.path / "nowhere"))
    assert result.exit_code == 1
    assert "does not exist" in result.output
