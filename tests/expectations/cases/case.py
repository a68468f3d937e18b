"""What passes and what must fail, expectation by expectation: changes of the plans that pass (plans.py).

`passes` goes to the very edge where there is one; without it the step's own plan is what passes. `key` is
what the sample must name, `count` how many rows are unexpected.
"""

from dataclasses import dataclass, field
from typing import Any

Flags = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One way to break one expectation."""

    name: str
    fails: tuple[str, ...]
    count: int = 1
    key: Flags | None = field(default_factory=lambda: {"contract_code": 1})
    passes: tuple[str, ...] = ()
    flags: Flags = field(default_factory=dict)
    """How the run differs where it fails."""


def case(name: str, *fails: str, count: int = 1, passes: str = "", flags: Flags | None = None, **key: Any) -> Case:
    """A case in one line; no `key`: the sample names contract 1."""
    return Case(name, fails, count, key or {"contract_code": 1}, (passes,) if passes else (), flags or {})


def keyless(name: str, *fails: str, count: int = 1, passes: str = "", flags: Flags | None = None) -> Case:
    """A case of a measure whose rows cannot be named."""
    return Case(name, fails, count, None, (passes,) if passes else (), flags or {})


def copies(table: str, number: int, *keys: str, where: str = "true", start: int = 1000) -> str:
    """Insert copies of a row that differ in `keys`."""
    renamed = ", ".join(f"'{key}', {start} + n" for key in keys)
    return (
        f"INSERT INTO {table} OVERRIDING SYSTEM VALUE "
        f"SELECT (jsonb_populate_record(s.one, jsonb_build_object({renamed}))).* "
        f"FROM (SELECT one FROM {table} one WHERE {where} LIMIT 1) s, generate_series(1, {number}) n"
    )


def again(table: str, where: str, **changes: str) -> str:
    """Insert a row once more, with columns changed to SQL expressions."""
    told = ", ".join(f"'{name}', {value}" for name, value in changes.items())
    return (
        f"INSERT INTO {table} OVERRIDING SYSTEM VALUE "
        f"SELECT (jsonb_populate_record(one, jsonb_build_object({told}))).* "
        f"FROM {table} one WHERE {where}"
    )


def put(table: str, where: str, what: str) -> str:
    """Change rows."""
    return f"UPDATE {table} SET {what} WHERE {where}"


ONE = "contract_code = 1"
FIRST = "contract_code = 1 AND installment_code = 1"
