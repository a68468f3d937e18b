"""The README of the example folder tells every file and every key."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from cobranca import paths
from cobranca.settings import Settings
from cobranca.settings.places import FILES

README = (paths.CONFIG / "README.md").read_text(encoding="utf-8")


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation)
    for member in get_args(annotation):
        yield from models(member)


FIELDS = {name for model in models(Settings) for name in model.model_fields}
KEYS = sorted(FIELDS - {"holidays", "count", "unit"})


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_told(key: str) -> None:
    assert any(told in README for told in (f"`{key}`", f".{key}`", f"`{key}."))


@pytest.mark.parametrize("file", FILES)
def test_every_file_has_its_chapter(file: str) -> None:
    assert f"## {file}\n" in README
