"""A folder is judged once as it stands, and again as soon as one of its files is another."""

import shutil
from pathlib import Path

import pytest

from cobranca import settings
from cobranca.errors import ConfigurationError
from cobranca.paths import CONFIG


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONFIG, tmp_path / "config"))


def test_the_same_files_are_the_same_settings(folder: Path) -> None:
    assert settings.load(folder) is settings.load(folder)


@pytest.mark.parametrize("name", ["company.yaml", "holidays/SP.yaml"])
def test_another_byte_is_read(folder: Path, name: str) -> None:
    before = settings.load(folder)
    file = folder / name
    text = file.read_text("utf-8")
    changes = {"company.yaml": ("study_days: 30", "study_days: 31"), "holidays/SP.yaml": ("09-07", "10-07")}
    file.write_text(text.replace(*changes[name]), "utf-8")
    assert settings.load(folder).hash != before.hash
    file.write_text(text, "utf-8")
    assert settings.load(folder).hash == before.hash


def test_a_file_more_is_refused_and_gone_again_forgotten(folder: Path) -> None:
    before = settings.load(folder)
    stranger = folder / "companhia.yaml"
    stranger.write_text("company: {}", "utf-8")
    with pytest.raises(ConfigurationError, match=r"companhia\.yaml"):
        settings.load(folder)
    stranger.unlink()
    assert settings.load(folder) is before
