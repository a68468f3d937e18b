"""The head of a text: `subject`, `order` of channels, `layout`, between two lines `---`.

    ---
    subject: [Ocorrência {{ idocorrencia_parent }}] Sobre a sua parcela
    order: email, sms
    ---

One line a key, as written: no quotes are needed, and no YAML is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

FENCE: Final = "---"
KEYS: Final = ("subject", "order", "layout")


@dataclass(frozen=True)
class FrontMatter:
    """What a head says. `lines`: of each key; `faults`: (line, message, cure)."""

    subject: str | None = None
    order: tuple[str, ...] = ()
    layout: str | None = None
    lines: dict[str, int] = field(default_factory=dict)
    faults: tuple[tuple[int, str, str], ...] = ()


def split(text: str) -> tuple[FrontMatter, str]:
    """The head, and the rest with the head's lines left empty, so that lines keep their numbers."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return FrontMatter(), text
    end = next((place for place, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        fault = (1, "o cabeçalho não termina", f"escreva uma linha `{FENCE}` depois dele")
        return FrontMatter(faults=(fault,)), ""
    return _read(lines[1:end]), "\n" * (end + 1) + "\n".join(lines[end + 1 :])


def _read(lines: list[str]) -> FrontMatter:
    said: dict[str, str] = {}
    places: dict[str, int] = {}
    faults: list[tuple[int, str, str]] = []
    for number, line in enumerate(lines, 2):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon or key not in KEYS:
            faults.append((number, f"`{key}` não é do cabeçalho", f"escreva uma de {', '.join(KEYS)}, e dois-pontos"))
        elif key in said:
            faults.append((number, f"`{key}` está duas vezes", f"fique com esta ou com a da linha {places[key]}"))
        else:
            said[key], places[key] = _unquoted(value), number
    order = tuple(_listed(said.get("order", "")))
    return FrontMatter(said.get("subject") or None, order, said.get("layout") or None, places, tuple(faults))


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def _listed(value: str) -> Iterator[str]:
    return (part.strip() for part in value.strip("[]").split(",") if part.strip())
