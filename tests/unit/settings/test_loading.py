"""Faults of shape: each with file, line, place and cure, all at once, and what can be checked beside."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.unit.settings.conftest import Folder

from cobranca import settings
from cobranca.errors import ConfigurationError


def test_amounts_are_decimal_to_the_cent(folder: Folder) -> None:
    folder.edit("company.yaml", "tolerance: 0.00", "tolerance: 0.10")
    tolerance = folder.load().flags.tolerance
    assert isinstance(tolerance, Decimal)
    assert str(tolerance) == "0.10"


@pytest.mark.parametrize(
    ("edit", "place", "message", "cure"),
    [
        (("company.yaml", "grace_days: 0", "grace_day: 0"), "flags.grace_day", "unknown key", "`grace_days`"),
        (("company.yaml", "next ", "sometimes "), "flags.business_days", "`sometimes`", "`next`, `none`"),
        (("company.yaml", "0.00", "0,00"), "flags.tolerance", "`0,00`", "with a point"),
        (("company.yaml", "0.00", "0.001"), "flags.tolerance", "decimal", "fits"),
        (("company.yaml", "chunks: 32", "chunks: 0"), "chunks", "`0`", "fits"),
        (("company.yaml", "live: true", "live: sim"), "company.live", "`sim`", "`true` or `false`"),
        (("flows.yaml", "wait: 3 days", "wait: 3"), "COBRANCA_PARCELAS.steps[3].wait", "waiting", "`3 days`"),
        (("flows.yaml", "{status: LEMBRETE,", "{"), "COBRANCA_PARCELAS.steps[4].status", "missing", "status"),
        (("routing.yaml", "priority: 20", "priority: x"), "routing[2].priority", "`x`", "whole number"),
        (
            ("routing.yaml", "on: category", "on: kategory"),
            "routing[5].matches_on",
            "`kategory`",
            "`category`",
        ),
        (("erp.yaml", "records: Pessoa", "record: Pessoa"), "soap.people.record", "unknown", "`records`"),
        (("erp.yaml", "Pago: settled", "Pago: paid"), "codes.situacao.Pago", "`paid`", "`settled`"),
        (("gates.yaml", "new_share: 0.10", "new_share: 10"), "new_share", "`10`", "fits"),
        (("holidays/SP.yaml", "name:", "nome:"), "days[1].nome", "unknown key", "`name`"),
    ],
)
def test_faults_of_shape(folder: Folder, edit: tuple[str, str, str], place: str, message: str, cure: str) -> None:
    folder.edit(*edit)
    fault = next(fault for fault in folder.faults() if fault.place == place)
    assert fault.file == edit[0]
    assert message in fault.message
    assert cure in fault.cure
    assert fault.line


def test_the_line_is_that_of_the_fault(folder: Folder) -> None:
    folder.edit("company.yaml", "grace_days: 0", "grace_days: none")
    (fault,) = folder.faults()
    lines = (folder.path / "company.yaml").read_text(encoding="utf-8").splitlines()
    assert "grace_days" in lines[fault.line - 1]


def test_faults_of_shape_and_of_sense_are_told_together(folder: Folder) -> None:
    folder.edit("company.yaml", "grace_days: 0", "grace: 0")
    folder.edit("branches.yaml", "state: PR", "state: XX")
    folder.edit("routing.yaml", "priority: 20", "priority: 10")
    folder.edit("statuses.yaml", "{code: D, name:", "{code: D, nome:")
    places = {(fault.file, fault.place) for fault in settings.errors(folder.faults())}
    assert {
        ("company.yaml", "flags.grace"),
        ("branches.yaml", "4.state"),
        ("routing.yaml", "routing[2].priority"),
        ("statuses.yaml", "D.nome"),
        ("statuses.yaml", "D.name"),
    } == places


def test_load_refuses_with_every_fault(folder: Folder) -> None:
    folder.edit("company.yaml", "grace_days: 0", "grace: 0")
    folder.edit("statuses.yaml", "BAIXA_TRANSF_PARCELA, name", "BAIXA_X, name")
    with pytest.raises(ConfigurationError) as refused:
        folder.load()
    assert "company.yaml:" in str(refused.value)
    assert "BAIXA_TRANSF_PARCELA" in str(refused.value)


def test_warnings_do_not_refuse(folder: Folder) -> None:
    folder.cut("erp.yaml", "  freshness:", "  channels:")
    assert folder.load().erp.freshness is None


def test_a_missing_file_is_named_once(folder: Folder) -> None:
    (folder.path / "branches.yaml").unlink()
    (fault,) = folder.faults()
    assert (fault.file, fault.message) == ("branches.yaml", "the file is missing")


@pytest.mark.parametrize("file", ["routing.yaml", "contact.yaml", "gates.yaml"])
def test_files_that_may_be_missing(folder: Folder, file: str) -> None:
    (folder.path / file).unlink()
    assert settings.errors(folder.faults()) == []


def test_a_mistyped_file_name_is_found(folder: Folder) -> None:
    (folder.path / "routing.yaml").rename(folder.path / "routings.yaml")
    fault = settings.errors(folder.faults())[0]
    assert fault.file == "routings.yaml"
    assert "routing.yaml" in fault.cure


def test_a_section_in_the_wrong_file(folder: Folder) -> None:
    folder.write("gates.yaml", "gates: {}\ncatch_up_days: 3\n")
    (fault,) = folder.faults()
    assert (fault.file, fault.place, fault.cure) == ("gates.yaml", "catch_up_days", "move it to company.yaml")


def test_bad_yaml_tells_file_and_line(folder: Folder) -> None:
    folder.edit("flows.yaml", "channels: [email, sms]", "channels: [email, sms")
    fault = folder.faults()[0]
    assert fault.file == "flows.yaml"
    assert fault.line
    assert "not YAML" in fault.message


def test_keys_twice(folder: Folder) -> None:
    folder.edit("company.yaml", "  grace_days: 0", "  grace_days: 0\n  grace_days: 3")
    (fault,) = folder.faults()
    assert (fault.file, fault.place) == ("company.yaml", "flags.grace_days")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="COBRANCA_CONFIG"):
        settings.load(tmp_path / "nowhere")


def test_the_folder_comes_from_the_environment(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.edit("company.yaml", "name: Horizonte", "name: Outra")
    monkeypatch.setenv("COBRANCA_CONFIG", str(folder.path))
    assert settings.load().company.name.startswith("Outra")


def test_settings_cannot_be_changed(folder: Folder) -> None:
    with pytest.raises(ValueError, match="frozen"):
        folder.load().flags.grace_days = 3  # type: ignore[misc]
