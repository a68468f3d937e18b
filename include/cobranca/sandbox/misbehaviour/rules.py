"""The rules in force, each counted down as it is applied."""

import re
from threading import Lock
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal[
    "latency",
    "429",
    "429_no_retry_after",
    "401",
    "403",
    "500",
    "503",
    "204",
    "cut",
    "cut_connection",
    "half",
    "vanish",
    "duplicate",
    "wrong_type",
    "unknown_status",
    "year_0001",
    "negative",
    "no_nightly",
]
IN_BODY: Final = frozenset({"half", "vanish", "duplicate", "wrong_type", "unknown_status", "year_0001", "negative"})
_CODE: Final = re.compile(r"(?:IdContrato=|/extrato/)(\d+)")


class Rule(BaseModel):
    """One misbehaviour; the table of kinds stands in the package's docstring."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    path: str = ""
    contracts: frozenset[int] | None = None
    times: Annotated[int, Field(ge=1)] | None = None
    milliseconds: Annotated[int, Field(ge=0)] = 0
    retry_after: Annotated[int, Field(ge=0)] = 1
    days: Annotated[int, Field(ge=1)] = 3
    field: str | None = None
    value: Any = None

    def is_for(self, path: str) -> bool:
        """Whether a call is concerned, by its path."""
        if self.path not in path:
            return False
        if self.contracts is None:
            return True
        code = _CODE.search(path)
        return int(code[1]) in self.contracts if code else self.kind in IN_BODY


class Rules:
    """The rules in force. Safe for threads."""

    def __init__(self) -> None:
        self._left: list[tuple[Rule, int | None]] = []
        self._lock = Lock()

    def add(self, rule: Rule) -> None:
        """Put a rule in force, after the others."""
        with self._lock:
            self._left.append((rule, rule.times))

    def clear(self) -> None:
        """Behave again."""
        with self._lock:
            self._left.clear()

    def listed(self) -> list[dict[str, Any]]:
        """What is in force, with what is left of `times`."""
        return [{**rule.model_dump(mode="json", exclude_defaults=True), "left": left} for rule, left in self._left]

    def concerning(self, path: str) -> list[Rule]:
        """The rules that concern a call, in the order in which they were given."""
        return [rule for rule, _ in self._left if rule.is_for(path)] if self._left else []

    def spend(self, rule: Rule) -> bool:
        """Count a rule down by one application; False when none was left."""
        with self._lock:
            for place, (known, left) in enumerate(self._left):
                if known is rule:
                    if left is not None:
                        self._left[place : place + 1] = [(rule, left - 1)] if left > 1 else []
                    return True
        return False

    @property
    def nights_missed(self) -> int:
        """Days for which the nightly job has not run."""
        return max((rule.days for rule, _ in self._left if rule.kind == "no_nightly"), default=0)
