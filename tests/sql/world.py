"""An ERP of a few rows and the SQL of the batch on it: what the SQL tests tell their stories with.

`world.day("2026-03-10")` stages what the ERP says, then plans and applies every step's SQL, without
gates and without Python's engine.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from cobranca import database
from tests.sql import company

STEPS = ("integrations", "ingest", "tickets", "routing", "closures", "flows", "contact", "reconcile")
SOON = ("integrations", "minutes")
CONTRACT: dict[str, Any] = {
    "customer_code": 500, "customer_name": "Ana", "tax_id": "52998224725", "person_type": "F", "proposal_code": 1,
    "contract_type": "Venda", "classification": None, "status_code": "U", "status_on": None, "category": None,
    "development_code": 7, "development_name": "Jardim", "block_name": "A", "unit_name": "12", "fine_rate": 2,
    "late_rate": 1,
}  # fmt: skip
ROW: dict[str, Any] = {
    "condition_code": 1, "registry_status": "Ativo", "status_on": None, "installment_type": "Mensal",
    "sequence": "001/020", "original": 1000, "corrected": 1100, "fine": 22, "late_charge": 11, "interest": 0,
    "discount": 0, "fees": 0, "paid": 0, "settled_on": None, "money_source": "Carteira", "origin": "Contrato",
    "inactivation_reason": None, "boleto_number": None, "boleto_due_on": None,
}  # fmt: skip
ACTION = """
WITH born AS (
    INSERT INTO crm.ticket_state (kind, branch_code, contract_code, request_code, status_code, status_since, status_at,
        placed_by, person_fields, opened_on)
    VALUES ('action', %(branch)s, %(contract)s, 'COD_ACAO', %(status)s, %(day)s, %(at)s, 'person', %(fields)s, %(day)s)
    RETURNING ticket_id
)
INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, to_request, to_status, rule, actor, details)
SELECT ticket_id, %(day)s, %(at)s, 'opened', 'COD_ACAO', %(status)s, 'R4.6', 'Ana', '{"role": "supervisor"}' FROM born
RETURNING ticket_id
"""
MOVE = """
WITH before AS (
    SELECT ticket_id, request_code, status_code FROM crm.ticket_state
    WHERE kind = 'contract' AND contract_code = %(contract)s AND closed_on IS NULL
), moved AS (
    UPDATE crm.ticket_state t SET status_code = %(status)s, status_since = %(day)s, status_at = %(at)s,
        placed_by = CASE WHEN %(closing)s THEN placed_by ELSE 'person' END,
        closed_on = CASE WHEN %(closing)s THEN %(day)s::date END, version = version + 1
    FROM before b WHERE t.ticket_id = b.ticket_id
)
INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, from_request, to_request, from_status, to_status,
    rule, actor, details)
SELECT ticket_id, %(day)s, %(at)s, CASE WHEN %(closing)s THEN 'closed' ELSE 'moved' END, request_code, request_code,
       status_code, %(status)s, 'R5.9', 'Ana', '{"role": "supervisor"}'
FROM before
"""
Key = tuple[int, int]


@dataclass
class World:
    """What the ERP says, by key; rows by (branch, contract, installment)."""

    db: psycopg.Connection
    contracts: dict[Key, dict[str, Any]] = field(default_factory=dict)
    rows: dict[tuple[int, int, int], dict[str, Any]] = field(default_factory=dict)
    phases: dict[int, dict[str, Any]] = field(default_factory=dict)
    occurrences: dict[int, dict[str, Any]] = field(default_factory=dict)
    studies: dict[int, dict[str, Any]] = field(default_factory=dict)
    participants: dict[int, dict[str, Any]] = field(default_factory=dict)
    failing: set[Key] = field(default_factory=set)
    first_load: bool = False

    def contract(self, code: int = 10, branch: int = 1, **values: Any) -> None:
        """Add or change a contract."""
        self.contracts[branch, code] = self.contracts.get((branch, code), CONTRACT) | values

    def row(self, code: int, due: str | None = None, contract: int = 10, branch: int = 1, **values: Any) -> None:
        """Add or change a row."""
        before = self.rows.get((branch, contract, code), ROW)
        self.rows[branch, contract, code] = before | ({"due_on": due} if due else {}) | values

    def pay(self, code: int, on: str, contract: int = 10, branch: int = 1) -> None:
        """Settle a row."""
        self.row(code, contract=contract, branch=branch, settled_on=on, paid=1133)

    def day(self, as_of: str, late: bool = False) -> None:
        """Run the whole day."""
        self.stage(as_of)
        for step in STEPS:
            self.step(step, as_of, late)

    def soon(self, at: str) -> None:
        """Run the batch of every ten minutes at an instant such as `2026-03-10 15:10`."""
        for step in SOON:
            self.step(step, at[:10], at=at[11:])

    def step(self, step: str, as_of: str, late: bool = False, at: str = "05:00") -> None:
        """Plan and apply one step, each in a transaction."""
        for part in ("plan", "apply"):
            with self.db.transaction():
                self.execute(f"{step}/{part}.sql", as_of, late, at)

    def act(self, status: str, at: str, contract: int = 10, branch: int = 1, **fields: Any) -> int:
        """Open an action ticket, as a person does (R4.6); its id."""
        self.instant(at)
        return int(self.db.execute(ACTION, {"status": status, "branch": branch, "contract": contract, "at": f"{at}-03",
                                            "day": at[:10], "fields": Jsonb(fields)}).fetchone()[0])  # fmt: skip

    def put(self, status: str, at: str, contract: int = 10, closing: bool = False) -> None:
        """Put an open contract ticket in a status, or close it in one, as a person does (R5.9, R6.8)."""
        self.instant(at)
        self.db.execute(MOVE, {"status": status, "contract": contract, "at": f"{at}-03", "day": at[:10],
                               "closing": closing})  # fmt: skip

    def instant(self, at: str) -> None:
        """Set the session's clock, outside of a run."""
        for name, value in (("settings_hash", company.HASH), ("as_of", at[:10]), ("now", f"{at}-03"), ("facts_at", "")):
            self.db.execute("SELECT set_config(%s, %s, false)", (f"cobranca.{name}", value))

    def execute(self, file: str, as_of: str, late: bool = False, at: str = "05:00") -> list[Any]:
        """Run one SQL file under the company's settings; a late run sees the facts of the end of D-1 (R4.9)."""
        facts_at = f"{as_of} 00:00-03" if late else f"{as_of} {at}-03"
        for name, value in (("settings_hash", company.HASH), ("as_of", as_of), ("now", f"{as_of} {at}-03"),
                            ("facts_at", facts_at)):  # fmt: skip
            self.db.execute("SELECT set_config(%s, %s, false)", (f"cobranca.{name}", value))
        params = {"as_of": date.fromisoformat(as_of), "late": late, "run_id": self.run_id(as_of, late), "chunks": 4,
                  "is_first_load": self.first_load, "is_figures": False}  # fmt: skip
        cursor = self.db.execute(database.sql(file), params)
        while cursor.nextset():
            pass
        return cursor.fetchall() if cursor.description else []

    def run_id(self, as_of: str, late: bool = False) -> int:
        """The run of that day."""
        found = self.db.execute("SELECT run_id FROM audit.batch_run WHERE as_of = %s", (as_of,)).fetchone()
        found = (
            found
            or self.db.execute(
                "INSERT INTO audit.batch_run (as_of, dag_run_id, started_at, heartbeat_at, state, late, settings_hash, "
                "source, mode) VALUES (%s, 'test', now(), now(), 'good', %s, %s, 'staged', 'full') "
                "RETURNING run_id",
                (as_of, late, company.HASH),
            ).fetchone()
        )
        return int(found[0])

    def stage(self, as_of: str) -> None:
        """Put what the ERP says into staging, as the client would."""
        tables = ("contract", "installment", "extract", "renegotiation", "participant", "phase_occurrence",
                  "contract_occurrence", "refusal", "customer_channel", "customer_place")  # fmt: skip
        self.db.execute("TRUNCATE " + ", ".join(f"work.stage_{table}" for table in tables))
        for (branch, code), values in self.contracts.items():
            self.insert("work.stage_contract", {"branch_code": branch, "contract_code": code} | values)
            self._stage_extract(branch, code, date.fromisoformat(as_of))
        for code, values in self.phases.items():
            self.insert("work.stage_phase_occurrence", {"occurrence_code": code, "branch_code": 1} | values)
        for code, values in self.occurrences.items():
            self.insert("work.stage_contract_occurrence", {"occurrence_code": code, "branch_code": 1} | values)
        for code, values in self.participants.items():
            self.insert("work.stage_participant", {"participant_code": code, "branch_code": 1} | values)
        for code, values in self.studies.items():
            self.insert("work.stage_renegotiation", {"renegotiation_code": code, "branch_code": 1} | values)

    def _stage_extract(self, branch: int, code: int, as_of: date) -> None:
        mine = {key[2]: row for key, row in self.rows.items() if key[:2] == (branch, code)}
        failed = (branch, code) in self.failing
        if not failed:
            for installment, row in mine.items():
                self.insert("work.stage_installment", {"branch_code": branch, "contract_code": code,
                                                       "installment_code": installment} | row)  # fmt: skip
        inactive = [r for r in mine.values() if r["registry_status"] == "Inativo"
                    and (r["status_on"] is None or date.fromisoformat(r["status_on"]) < as_of)]  # fmt: skip
        self.insert("work.stage_extract", {
            "branch_code": branch, "contract_code": code, "chunk": 0, "row_count": 0 if failed else len(mine),
            "inactive_count": len(inactive), "staged_count": len(mine), "why": "HTTP 500" if failed else None,
            "endpoint": "DadosParcelas" if failed else None})  # fmt: skip

    def insert(self, table: str, values: dict[str, Any]) -> None:
        """Insert one row."""
        names, marks = ", ".join(values), ", ".join(f"%({name})s" for name in values)
        self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)

    def tickets(self, columns: str, where: str = "true") -> list[tuple[Any, ...]]:
        """Columns of `crm.ticket`, contract tickets first, then by key and age."""
        return self.db.execute(
            f"SELECT {columns} FROM crm.ticket WHERE {where} "
            "ORDER BY kind, branch_code, contract_code, installment_code, ticket_id"
        ).fetchall()

    def open_titles(self) -> list[tuple[int, str, str]]:
        """(installment, request, status) of open installment tickets."""
        return self.tickets("installment_code, request_code, status_code", "kind = 'installment' AND closed_on IS NULL")

    def open_contracts(self) -> list[tuple[int, str, str]]:
        """(contract, request, status) of open contract tickets."""
        return self.tickets("contract_code, request_code, status_code", "kind = 'contract' AND closed_on IS NULL")

    def closed(self) -> list[tuple[Any, ...]]:
        """(contract, installment, status, cause, reason) of closed tickets that were open once."""
        return self.tickets(
            "contract_code, installment_code, status_code, closing_cause, closing_reason",
            "kind IN ('contract', 'installment') AND closed_on IS NOT NULL",
        )


def money(text: str) -> Decimal:
    """An amount."""
    return Decimal(text)
