"""A mapping file: where tickets go that stand in requests and statuses which the settings folder lacks.

    reason: AVISO_20 saiu da régua (ata de 05/03/2026)
    moves:
      - {from: COD_SOL_PARCELAS/AVISO_20, to: COD_SOL_PARCELAS/AVISO_10}
      - {from: COD_SOL_ANTIGA/*, to: COD_SOL_NOVA/*, reason: a solicitação mudou de nome}

`*` on the left is every status without a pair of its own, on the right the status of the same code.
It is no part of the folder: its pairs are carried out once, by a person (docs/decisions/0014).
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from cobranca.errors import ConfigurationError
from cobranca.settings.base import Code, Model
from cobranca.settings.faults import Fault
from cobranca.settings.faults import Path as Place
from cobranca.settings.yaml_file import Document, parse

EVERY: Final = "*"
_FORM: Final = "escreva SOLICITACAO/STATUS ou SOLICITACAO/*"


class Spot(Model):
    """A request and a status of it; no status: every one on the left, the same one on the right."""

    request: Code
    status: Code | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        parts = [part.strip() for part in str(value).split("/")]
        if len(parts) != len(("request", "status")) or not all(parts) or EVERY in parts[0]:
            raise ValueError(f"não é um lugar; {_FORM}")
        return {"request": parts[0], "status": None if parts[1] == EVERY else parts[1]}

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.request}/{self.status or EVERY}"


class Move(Model):
    """A pair; its own reason goes before the file's."""

    source: Annotated[Spot, Field(alias="from")]
    target: Annotated[Spot, Field(alias="to")]
    reason: Code | None = None


class Mapping(Model):
    """All pairs of a file, in its order."""

    reason: Code
    moves: Annotated[tuple[Move, ...], Field(min_length=1)]


def read(file: Path) -> tuple[Mapping, Document]:
    """The mapping of a file, and its document, which knows the line of each place.

    Raises:
        ConfigurationError: with every fault of the file's form, each with its line and what to write instead.
    """
    try:
        document = parse(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(f"o mapeamento {file} não pode ser lido: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"o mapeamento {file} não é texto UTF-8: grave-o de novo assim") from error
    refuse(file, (Fault(file.name, place(path), told, cure, line=line) for path, line, told, cure in document.faults))
    try:
        return Mapping.model_validate(document.data), document
    except ValidationError as error:
        found = [_fault(file, detail, document) for detail in error.errors() if not _follows(detail)]
        refuse(file, sorted(found, key=lambda fault: fault.line or 0))
        raise


def refuse(file: Path, faults: Iterable[Fault]) -> None:
    """Raise ConfigurationError with all of the faults, where there are any."""
    found = list(faults)
    if found:
        listing = "\n".join(str(fault) for fault in found)
        raise ConfigurationError(f"mapeamento {file}: {len(found)} erros\n{listing}")


def place(path: Place) -> str:
    """A place of the file as people count it: `moves[2].to`."""
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).strip(".")
    return text or "o arquivo"


def line_of(document: Document, path: Place) -> int | None:
    """The line of a place, or of what it stands in."""
    return next((document.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in document.lines), None)


def _follows(detail: ErrorDetails) -> bool:
    """Whether it only follows from faults of the pairs: a list of which none is left."""
    return detail["type"] == "too_short" and bool(detail["input"])


def _fault(file: Path, detail: ErrorDetails, document: Document) -> Fault:
    path = tuple(part for part in detail["loc"])
    told, cure = _told(detail)
    return Fault(file.name, place(path), told, cure, line=line_of(document, path))


def _told(detail: ErrorDetails) -> tuple[str, str]:
    name, context = detail["loc"][-1] if detail["loc"] else "", detail.get("ctx", {})
    known: dict[str, Any] = {
        "missing": (f"falta `{name}`", f"escreva `{name}: …`"),
        "extra_forbidden": (f"chave desconhecida `{name}`", "tire-a; há `reason`, `moves`, `from` e `to`"),
        "too_short": ("nenhum par", "escreva `- {from: SOLICITACAO/STATUS, to: SOLICITACAO/STATUS}`"),
    }
    if detail["type"] == "value_error":
        told, _, cure = str(context["error"]).partition("; ")
        return f"`{str(detail['input'])[:60]}` {told}", cure
    return known.get(detail["type"]) or (
        f"`{str(detail['input'])[:60]}` não serve aqui",
        "escreva `reason: …` e `moves:` com uma lista de pares `- {from: …, to: …}`",
    )
