"""Plans that pass every check, a few rows a step: what the cases spoil. D is 10/03/2026."""

from typing import Any

import psycopg

D = "2026-03-10"
BEFORE = "2026-03-09"
AMOUNTS = dict.fromkeys(("original", "corrected", "fine", "late_charge", "interest", "discount", "fees", "paid"), 10)
TITLE: dict[str, Any] = AMOUNTS | {
    "branch_code": 1, "contract_code": 1, "installment_code": 1, "registry_status": "Ativo",
    "installment_type": "Mensal", "due_on": "2026-03-03",
}  # fmt: skip
MIRRORED: dict[str, Any] = TITLE | {
    "total_due": 40, "first_seen_on": BEFORE, "seen_on": D, "effective_due_on": "2026-03-03", "is_buyers": True,
    "is_settled": False, "is_inactive": False, "is_overdue": True, "is_known_ended": False,
}  # fmt: skip
OPENED: dict[str, Any] = {
    "kind": "installment", "branch_code": 1, "contract_code": 1, "installment_code": 1,
    "request_code": "COD_SOL_PARCELAS", "status_code": "AVISO_5", "place_start": 5, "place_end": 10,
    "days_overdue": 7, "total_due": 40, "passed": [], "rule": "R3.3",
}  # fmt: skip
ROUTED: dict[str, Any] = {
    "ticket_id": 2, "version": 1, "kind": "installment", "branch_code": 1, "contract_code": 1, "installment_code": 1,
    "from_request": "COD_SOL_PARCELAS", "to_request": "COD_SOL_JURIDICO", "from_status": "AVISO_5",
    "to_status": "AGUARDANDO_ATENDIMENTO", "place_start": 0, "place_end": 90, "days_overdue": 7, "passed": [],
    "rule": "R4.1", "reason": "jurídico",
}  # fmt: skip
CLOSED: dict[str, Any] = {
    "ticket_id": 2, "version": 1, "kind": "installment", "branch_code": 1, "contract_code": 1, "installment_code": 1,
    "request_code": "COD_SOL_PARCELAS", "from_status": "AVISO_5", "to_status": "COD_STATUS_BAIXA", "cause": "paid",
    "reason": "quitada", "settled_on": BEFORE, "total_due": 40, "paid_amount": 40,
}  # fmt: skip
MOVED: dict[str, Any] = {
    "ticket_id": 2, "version": 1, "kind": "installment", "branch_code": 1, "contract_code": 1, "installment_code": 1,
    "request_code": "COD_SOL_PARCELAS", "from_status": "LEMBRETE", "to_status": "AVISO_5", "from_position": 3,
    "to_position": 4, "days_overdue": 7, "place_start": 5, "place_end": 10, "passed": [],
}  # fmt: skip
ACTED: dict[str, Any] = {
    "run_id": 2, "event_id": 1, "ticket_id": 2, "version": 1, "kind": "action", "branch_code": 1, "contract_code": 1,
    "request_code": "COD_ACAO", "status_code": "J", "entered_at": BEFORE, "method": "collection_status",
    "scope": "contract", "what": "collection_status", "action": "set", "value": "J",
}  # fmt: skip
PASSED_ON: dict[str, Any] = {
    "ticket_id": 1, "version": 1, "branch_code": 1, "contract_code": 1, "request_code": "COD_COBRANCA",
    "from_status": "INTERMEDIARIO", "to_status": "AGUARDANDO_ATENDIMENTO", "waits_since": BEFORE, "passed": [],
}  # fmt: skip
TOLD: dict[str, Any] = {
    "ticket_id": 2, "version": 1, "contract_ticket_id": 1, "branch_code": 1, "contract_code": 1, "installment_code": 1,
    "customer_code": 500, "request_code": "COD_SOL_PARCELAS", "status_code": "AVISO_5", "chain_position": 4,
    "channel": "email", "dedupe_key": "1/1/1/AVISO_5/email", "action": "queue", "test_mode": True,
    "is_forbidden": False,
}  # fmt: skip
COMPARED: dict[str, Any] = {
    "branch_code": 1, "contract_code": 1, "installment_code": 1, "line": "integrated", "in_mega": True, "in_crm": True,
    "mega_total": 40, "crm_total": 40, "ticket_total": 40,
}  # fmt: skip

REMAPPED: dict[str, Any] = {
    "ticket_id": 2, "version": 1, "kind": "installment", "branch_code": 1, "contract_code": 1, "installment_code": 1,
    "placed_by": "machine", "from_request": "COD_SOL_PARCELAS", "to_request": "COD_SOL_PARCELAS",
    "from_status": "AVISO_15", "to_status": "AVISO_10", "pair_no": 1,
}  # fmt: skip


def insert(db: psycopg.Connection, table: str, **values: Any) -> None:
    """Insert one row."""
    names, marks = ", ".join(values), ", ".join(f"%({name})s" for name in values)
    db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def runs(db: psycopg.Connection, settings_hash: str) -> None:
    """The good run of D-1 (1) and the one of D under way (2)."""
    for as_of, state in ((BEFORE, "good"), (D, "running")):
        insert(db, "audit.batch_run", as_of=as_of, dag_run_id=as_of, started_at=as_of, heartbeat_at=as_of, state=state,
               late=False, settings_hash=settings_hash, source="erp", mode="full")  # fmt: skip


def integrations(db: psycopg.Connection) -> None:
    """A mark of contract and customer, one that is cleared, blocks by a field; another run's row beside them."""
    customer = {"scope": "customer", "customer_code": 500}
    blocks = {"event_id": 3, "ticket_id": 4, "status_code": "BLOQUEAR_CANAIS", "method": "block", "value": None}
    insert(db, "work.integrations_plan", **ACTED)
    insert(db, "work.integrations_plan", **ACTED | customer)
    insert(db, "work.integrations_plan", **ACTED | {
        "event_id": 2, "ticket_id": 3, "status_code": "LIMPAR", "action": "end", "value": None})  # fmt: skip
    insert(db, "work.integrations_plan", **ACTED | blocks | {"what": "TBE"})
    insert(db, "work.integrations_plan", **ACTED | blocks | customer | {"what": "TBS"})
    insert(
        db,
        "work.integrations_plan",
        **ACTED | {"run_id": 1, "contract_code": 9, "what": "?", "entered_at": "2027-01-01"},
    )


def minutes(db: psycopg.Connection) -> None:
    """A contract ticket that a person put in INTERMEDIARIO."""
    insert(db, "mega.contract", branch_code=1, contract_code=1, status_code="U", first_seen_on=BEFORE, seen_on=BEFORE)
    insert(db, "work.minutes_plan", **PASSED_ON)


def ingest(db: psycopg.Connection) -> None:
    """Four contracts of two titles, listed and read on both days."""
    for code in range(1, 5):
        key = {"branch_code": 1, "contract_code": code}
        insert(db, "mega.contract", **key, status_code="U", first_seen_on=BEFORE, seen_on=BEFORE, rows_on=BEFORE)
        insert(db, "work.stage_contract", **key, status_code="U", fine_rate=2, late_rate=1)
        insert(db, "work.fetch_scope", **key, chunk=0, why="ticket", wants_participants=True)
        insert(db, "work.stage_extract", **key, chunk=0, row_count=10, staged_count=2)
        for installment in (1, 2):
            insert(db, "work.stage_installment", **TITLE | key | {"installment_code": installment})
        insert(db, "work.stage_participant", **key, participant_code=code, is_principal=True)
        insert(db, "work.stage_renegotiation", **key, renegotiation_code=code, status="refused")
        insert(db, "work.ingest_plan", **key, action="refresh", status_code="U", row_count=10, row_count_before=10,
               rows_before_on=BEFORE, open_before=2, open_missing=0, has_open_ticket=True)  # fmt: skip
    insert(db, "work.stage_phase_occurrence", occurrence_code=1, branch_code=1, contract_code=1, opened_on=BEFORE,
           phase_code=db.execute("SELECT min(phase_code) FROM work.phase").fetchone()[0])  # fmt: skip
    kind, cause = db.execute("SELECT type, cause FROM work.occurrence_type ORDER BY type LIMIT 1").fetchone()
    insert(db, "work.stage_contract_occurrence", occurrence_code=1, branch_code=1, contract_code=2, type=kind,
           cause=cause, opened_on=BEFORE)  # fmt: skip


def open_tickets(db: psycopg.Connection, contract: int = 1, titles: int = 1) -> None:
    """An open contract ticket (1 in an empty database) and its open children (2 …), with their mirrored rows."""
    common = {"status_since": BEFORE, "status_at": BEFORE, "opened_on": BEFORE}
    insert(db, "crm.ticket_state", kind="contract", branch_code=1, contract_code=contract, request_code="COD_COBRANCA",
           status_code="AGUARDANDO_ATENDIMENTO", **common)  # fmt: skip
    parent = db.execute("SELECT max(ticket_id) FROM crm.ticket_state").fetchone()[0]
    db.execute(
        "INSERT INTO crm.ticket_state (kind, parent_id, branch_code, contract_code, installment_code, request_code, "
        "status_code, status_since, status_at, opened_on) SELECT 'installment', %s, 1, %s, n, 'COD_SOL_PARCELAS', "
        "'AVISO_5', %s, %s, %s FROM generate_series(1, %s) n",
        (parent, contract, BEFORE, BEFORE, BEFORE, titles),
    )


def tickets(db: psycopg.Connection) -> None:
    """An integration ticket; a contract ticket with a child; a child of a contract ticket that is open already."""
    open_tickets(db, contract=9, titles=0)
    insert(db, "work.tickets_plan", kind="integration", branch_code=1, contract_code=1, occurrence_kind="phase",
           occurrence_code=1, request_code="COBREL", status_code="FECHADA", passed=[], rule="R3.1")  # fmt: skip
    contract = OPENED | {"kind": "contract", "installment_code": None, "request_code": "COD_COBRANCA",
                         "status_code": "AGUARDANDO_ATENDIMENTO", "place_start": 0, "place_end": 9999}  # fmt: skip
    routed = {"contract_code": 2, "request_code": "COD_CTR_JURIDICO", "status_code": "INTEGRACAO", "place_start": None,
              "place_end": None}  # fmt: skip
    for row in (contract, contract | routed, OPENED, OPENED | {"contract_code": 9, "parent_id": 1}):
        insert(db, "work.tickets_plan", **row)


def routing(db: psycopg.Connection) -> None:
    """A contract ticket and its child, sent to the lawyers."""
    open_tickets(db)
    insert(db, "work.routing_plan", **ROUTED)
    insert(db, "work.routing_plan", **ROUTED | {
        "ticket_id": 1, "kind": "contract", "installment_code": None, "from_request": "COD_COBRANCA",
        "to_request": "COD_CTR_JURIDICO", "from_status": "AGUARDANDO_ATENDIMENTO", "to_status": "INTEGRACAO",
        "place_start": None, "place_end": None})  # fmt: skip


def closures(db: psycopg.Connection) -> None:
    """A title paid, one gone, and a contract that ended with its last child."""
    open_tickets(db, titles=2)
    ended = {"cause": "distrato", "reason": "distrato", "settled_on": None, "terminal_on": BEFORE, "paid_amount": None}
    insert(db, "work.closures_plan", **CLOSED)
    insert(db, "work.closures_plan", **CLOSED | {
        "ticket_id": 3, "installment_code": 2, "cause": "inactivation", "reason": "sumiu",
        "to_status": "BX_INATIVACAO_PARCELA", "settled_on": None, "paid_amount": None})  # fmt: skip
    insert(db, "work.closures_plan", **CLOSED | ended | {
        "ticket_id": 4, "contract_code": 2, "to_status": "BX_DISTRATO_PARCELA"})  # fmt: skip
    insert(db, "work.closures_plan", **CLOSED | ended | {
        "ticket_id": 5, "kind": "contract", "contract_code": 2, "installment_code": None,
        "request_code": "COD_COBRANCA", "to_status": "BAIXA_DISTRATO", "open_children_left": 0})  # fmt: skip


def flows(db: psycopg.Connection) -> None:
    """A title that goes on, one that reaches the end of the régua, a contract ticket that a person put to wait."""
    insert(db, "work.flows_plan", **MOVED)
    insert(db, "work.flows_plan", **MOVED | {
        "ticket_id": 3, "installment_code": 2, "to_status": "ETAPA_FINAL", "to_position": 9, "days_overdue": 400,
        "place_start": 90, "place_end": None})  # fmt: skip
    insert(db, "work.flows_plan", **MOVED | {
        "ticket_id": 1, "kind": "contract", "installment_code": None, "request_code": "COD_COBRANCA",
        "from_status": "AGUARDANDO_ATENDIMENTO", "to_status": "ETAPA_FINAL", "from_position": 2, "to_position": 3,
        "days_overdue": None, "place_start": None, "place_end": None, "waits_since": D})  # fmt: skip


def contact(db: psycopg.Connection) -> None:
    """Two titles of a contract told by e-mail, one by a released flow, one skipped for a reason."""
    open_tickets(db, titles=3)
    insert(db, "work.contact_plan", **TOLD)
    second = {"ticket_id": 3, "installment_code": 2, "dedupe_key": "1/1/2/AVISO_5/email"}
    insert(db, "work.contact_plan", **TOLD | second)
    insert(db, "work.contact_plan", **TOLD | {
        "ticket_id": 4, "installment_code": 3, "dedupe_key": "1/1/3/AVISO_5/email#bloqueio", "action": "skip",
        "skipped_reason": "bloqueio", "is_forbidden": True})  # fmt: skip


def reconcile(db: psycopg.Connection) -> None:
    """Two titles equal on both sides, one settled today, one not integrated."""
    open_tickets(db, titles=2)
    for installment in (1, 2):
        insert(db, "mega.installment", **MIRRORED | {"installment_code": installment})
        insert(db, "work.reconcile_plan", **COMPARED | {"installment_code": installment})
    insert(db, "work.reconcile_plan", **COMPARED | {
        "installment_code": 3, "line": "paid_today", "mega_total": 0, "crm_total": 0})  # fmt: skip
    insert(db, "work.reconcile_plan", **COMPARED | {
        "contract_code": 2, "line": "not_integrated", "in_crm": False, "crm_total": None})  # fmt: skip


def remap(db: psycopg.Connection) -> None:
    """A title, a routed contract ticket, one that a person placed, an action: each where it may stand."""
    contract = REMAPPED | {"kind": "contract", "installment_code": None, "from_status": "ANALISE"}
    routed = {"ticket_id": 1, "to_request": "COD_CTR_JURIDICO", "to_status": "INTEGRACAO"}
    insert(db, "work.remap_plan", **REMAPPED)
    insert(db, "work.remap_plan", **contract | routed)
    insert(db, "work.remap_plan", **contract | {
        "ticket_id": 3, "placed_by": "person", "to_request": "COD_COBRANCA", "to_status": "EM_CONTATO"})  # fmt: skip
    insert(db, "work.remap_plan", **contract | {
        "ticket_id": 4, "kind": "action", "to_request": "COD_ACAO", "to_status": "J"})  # fmt: skip


BASE = {
    "integrations": integrations, "minutes": minutes,
    "ingest": ingest, "tickets": tickets, "routing": routing, "closures": closures, "flows": flows, "contact": contact,
    "reconcile": reconcile, "remap": remap,
}  # fmt: skip
