"""What is wrong with a configuration: where, what, and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Fault:
    """One fault. `place` counts list items from 1; `line` is of the file, where it is known."""

    file: str
    place: str
    message: str
    cure: str
    severity: Literal["error", "warning"] = "error"
    line: int | None = None

    def __str__(self) -> str:
        """One fault in two lines, as `cobranca check` prints it."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.place}: {self.message}\n    {self.cure}"


def errors(faults: Iterable[Fault]) -> list[Fault]:
    """Those that refuse the configuration."""
    return [fault for fault in faults if fault.severity == "error"]
