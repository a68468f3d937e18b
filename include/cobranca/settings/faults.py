"""What is wrong with a configuration: where, what, and what to write instead."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Path = tuple[str | int, ...]
"""A place in the settings: keys and list indexes (from 0) from the top section down."""
Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """A fault whose place is still a path of the model."""

    path: Path
    message: str
    cure: str
    severity: Severity = "error"


@dataclass(frozen=True)
class Fault:
    """One fault. `place` counts list items from 1; `line` is of the file, where it is known."""

    file: str
    place: str
    message: str
    cure: str
    severity: Severity = "error"
    line: int | None = None

    def __str__(self) -> str:
        """One fault in two lines, as `cobranca check` prints it."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{self.severity}: {where}: {self.place}: {self.message}\n    → {self.cure}"


def errors(faults: Iterable[Fault]) -> list[Fault]:
    """Those that refuse the configuration."""
    return [fault for fault in faults if fault.severity == "error"]


def listed(values: Iterable[object]) -> str:
    """Values as a sentence names them: `A`, `B`."""
    return ", ".join(f"`{value}`" for value in values)


def one_of(value: object, known: Iterable[object]) -> str:
    """The cure of an unknown code: the nearest known one, or all of them."""
    names = [str(name) for name in known]
    near = difflib.get_close_matches(str(value), names, n=1, cutoff=0.75)
    if near:
        return f"write `{near[0]}`"
    return f"write one of {listed(names)}" if names else "nothing is declared that could stand here"
