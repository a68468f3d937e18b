"""What texts may not say and what they must (R7.4, R7.5): lists in `wording/` of the settings folder.

The standard lists hold for every company; those of its own folder stand beside them.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from pydantic import ValidationError

from cobranca import paths
from cobranca.errors import ConfigurationError
from cobranca.settings.base import Code, Model
from cobranca.settings.contact import CHANNELS, Channel
from cobranca.settings.yaml_file import parse

_CHARACTER: Final = re.compile(r"(?<!\\)\w")
FORBIDDEN, REQUIRED = "wording/forbidden.yaml", "wording/required.yaml"


class _Pattern(Model):
    pattern: Code
    as_written: bool = False

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Whole words; a space is any white space."""
        pattern = self.pattern if self.as_written else _CHARACTER.sub(lambda found: folded(found[0]), self.pattern)
        words = pattern.replace(" ", r"\s+")
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.DOTALL)

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Where a text says it; places are those of the text."""
        return self.compiled.finditer(text if self.as_written else folded(text))


T = TypeVar("T", bound=_Pattern)


class Forbidden(_Pattern):
    """What no text says, why, and what to write instead."""

    reason: Code
    instead: Code
    where: Literal["text", "subject"] = "text"
    severity: Literal["error", "warning"] = "error"


class Required(_Pattern):
    """What every text of these channels says when it is rendered."""

    name: Code
    instead: Code
    rule: Code = "R7.4"
    channels: tuple[Channel, ...] = CHANNELS


@dataclass(frozen=True)
class Wording:
    """Both lists."""

    forbidden: tuple[Forbidden, ...]
    required: tuple[Required, ...]


def read(company: Path | None = None) -> Wording:
    """The standard lists, and those of the company's folder.

    Raises:
        ConfigurationError: a list is not readable; names file, item and cure.
    """
    forbidden, required = list[Forbidden](), list[Required]()
    for folder in dict.fromkeys((paths.CONFIG, company or paths.CONFIG)):
        forbidden += (_made(Forbidden, one, folder / FORBIDDEN) for one in _items(folder / FORBIDDEN, "forbidden"))
        required += (_made(Required, one, folder / REQUIRED) for one in _items(folder / REQUIRED, "required"))
    return Wording(tuple(forbidden), tuple(required))


class _Plain(dict[int, str]):
    """Of each character the plain small letter; one for one, so that places stay what they are."""

    def __missing__(self, code: int) -> str:
        first = unicodedata.normalize("NFKD", chr(code))[0].lower()
        self[code] = first[0] if first else chr(code)
        return self[code]


_PLAIN: Final = _Plain()


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """Without case and accents, character for character."""
    return text.translate(_PLAIN)


def _items(file: Path, key: str) -> Iterator[Any]:
    if not file.is_file():
        return
    document = parse(file.read_text(encoding="utf-8"))
    for _, line, message, cure in document.faults:
        raise ConfigurationError(f"{file}:{line}: {message}; {cure}")
    data = document.data
    if not isinstance(data, Mapping) or set(data) != {key} or not isinstance(data[key], list):
        raise ConfigurationError(f"{file}: write one list, `{key}:`, as in the example company")
    yield from data[key]


def _made(kind: type[T], item: Any, file: Path) -> T:
    named = item.get("pattern") if isinstance(item, Mapping) else item
    try:
        made = kind.model_validate(item)
        made.compiled  # noqa: B018 - a pattern that does not compile is told here
    except (ValidationError, re.error) as error:
        why = (
            "; ".join(f"{e['loc']}: {e['msg']}" for e in error.errors())
            if isinstance(error, ValidationError)
            else error
        )
        raise ConfigurationError(
            f"{file}: the item {named!r} cannot be used ({why}); see the example's list"
        ) from error
    return made
