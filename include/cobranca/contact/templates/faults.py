"""What is wrong with a text: file, line, rule, cause, and what to write instead; in Portuguese, for those who write."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Fault:
    """One fault. `line` counts from 1 in the file as it stands; None where it is of no single line."""

    file: str
    line: int | None
    rule: str
    message: str
    cure: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """One fault in two lines, as `cobranca templates check` prints it."""
        kind = "erro" if self.severity == "error" else "aviso"
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{kind}: {where}: {self.rule}: {self.message}\n    → {self.cure}"


def errors(faults: Iterable[Fault]) -> list[Fault]:
    """Those for which a text is not sent."""
    return [fault for fault in faults if fault.severity == "error"]


def ordered(faults: Iterable[Fault]) -> list[Fault]:
    """Once each, by file and line."""
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.line or 0, fault.severity, fault.message))
