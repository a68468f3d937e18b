"""Staged rows into their tables by COPY, a few contracts at a time."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from psycopg import Connection, sql

TABLES: Final[Mapping[str, str]] = {
    "contract": (
        "branch_code contract_code customer_code customer_name tax_id person_type proposal_code contract_type "
        "classification status_code status_on category development_code development_name block_name unit_name "
        "fine_rate late_rate"
    ),
    "refusal": "branch_code contract_code endpoint field value why",
    "installment": (
        "branch_code contract_code installment_code condition_code registry_status status_on installment_type "
        "sequence due_on original corrected fine late_charge interest discount fees paid settled_on money_source "
        "origin inactivation_reason boleto_number boleto_due_on"
    ),
    "extract": (
        "branch_code contract_code chunk row_count settled_count inactive_count staged_count endpoint field value why"
    ),
    "renegotiation": (
        "branch_code contract_code renegotiation_code condition_code generated_on status status_on amount "
        "renegotiation_type"
    ),
    "participant": "branch_code contract_code participant_code name tax_id share is_principal",
    "phase_occurrence": (
        "occurrence_code branch_code contract_code phase_code phase_name from_days to_days opened_on ended_on"
    ),
    "contract_occurrence": ("occurrence_code branch_code contract_code type cause description opened_on ended_on"),
    "customer_channel": "customer_code channel address source priority",
    "customer_place": "customer_code state city",
}
"""The staging tables, `work.stage_<name>`, and their columns in the order of the rows given."""

Row = tuple[object, ...]


def holds_nul(row: Row) -> bool:
    """Whether a text of the row holds the character NUL, which no text of PostgreSQL can."""
    return any("\x00" in value for value in row if isinstance(value, str))


class Stage:
    """Collects rows and copies them when told; counts what went into each table."""

    def __init__(self, conn: Connection[Any]) -> None:
        self._conn = conn
        self._rows: dict[str, list[Row]] = {}
        self.counts: dict[str, int] = {}

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows of `work.stage_<table>`."""
        self._rows.setdefault(table, []).extend(rows)

    def flush(self) -> None:
        """COPY what was added."""
        for table, rows in self._rows.items():
            if rows:
                self._copy(table, rows)
                self.counts[table] = self.counts.get(table, 0) + len(rows)
        self._rows.clear()

    def _copy(self, table: str, rows: list[Row]) -> None:
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier("work", f"stage_{table}"),
            sql.SQL(", ").join(map(sql.Identifier, TABLES[table].split())),
        )
        with self._conn.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
