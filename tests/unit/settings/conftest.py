"""A company of the test's own: the example folder, copied, to be spoiled."""

import shutil
from pathlib import Path

import pytest

from cobranca import paths, settings
from cobranca.settings import Fault, Settings


class Folder:
    """A settings folder that a test edits as a person would."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def edit(self, file: str, old: str, new: str) -> None:
        text = (self.path / file).read_text(encoding="utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        self.write(file, text.replace(old, new, 1))

    def cut(self, file: str, start: str, end: str) -> None:
        """Takes out what stands from `start` up to `end`."""
        before, rest = (self.path / file).read_text(encoding="utf-8").split(start, 1)
        self.write(file, before + end + rest.split(end, 1)[1])

    def write(self, file: str, text: str) -> None:
        (self.path / file).write_text(text, encoding="utf-8")

    def load(self) -> Settings:
        return settings.load(self.path)

    def faults(self) -> list[Fault]:
        return settings.inspect(self.path)[1]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(Path(shutil.copytree(paths.CONFIG, tmp_path / "company")))


@pytest.fixture(scope="session")
def example() -> Settings:
    return settings.load(paths.CONFIG)
