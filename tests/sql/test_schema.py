"""The names that others rely on (architecture: 'The database'), and the rules that are constraints."""

import psycopg
import pytest

NAMES = {
    "mega.contract": "branch_code contract_code customer_code customer_name tax_id status_code status_on "
    "category development_code development_name block_name unit_name fine_rate late_rate seen_on",
    "mega.installment": "branch_code contract_code installment_code registry_status installment_type sequence "
    "due_on original corrected fine late_charge interest discount fees paid total_due settled_on money_source "
    "origin inactivation_reason boleto_number boleto_due_on seen_on",
    "mega.phase_occurrence": "occurrence_code branch_code contract_code phase_code from_days to_days opened_on "
    "ended_on",
    "mega.contract_occurrence": "occurrence_code branch_code contract_code type opened_on ended_on",
    "mega.participant": "branch_code contract_code",
    "mega.renegotiation": "branch_code contract_code",
    "crm.customer": "customer_code name tax_id state city",
    "crm.customer_channel": "customer_code channel address source priority valid_from valid_to bounced_at",
    "crm.ticket": "ticket_id kind parent_id branch_code contract_code installment_code request_code status_code "
    "status_since responsible due_on days_overdue overdue_count total_due opened_on updated_on closed_on "
    "closing_cause closing_reason paid_amount reopened_from fields version",
    "crm.ticket_event": "event_id ticket_id as_of happened_at kind from_request to_request from_status to_status "
    "reason rule actor late settings_hash",
    "crm.contract_mark": "branch_code contract_code collection_status category",
    "crm.message": "message_id ticket_id channel recipient test_mode subject body state skipped_reason "
    "not_before sent_at",
    "crm.message_item": "message_id ticket_id status_code dedupe_key",
    "crm.reply": "reply_id ticket_id from_address subject body received_at",
    "audit.batch_run": "as_of dag_run_id started_at heartbeat_at ended_at state late settings_hash",
    "audit.step": "as_of step planned applied gate seconds",
    "audit.gate_result": "as_of step expectation severity passed unexpected_count sample accepted_by accepted_reason",
    "audit.closure_run": "as_of cause tickets total",
    "audit.reconciliation": "as_of take side titles total contracts taken_at",
    "audit.reconciliation_diff": "as_of take branch_code contract_code installment_code kind mega_total crm_total",
    "audit.aging_daily": "as_of development_code range contracts titles total",
}
FACTS = ("mark", "block", "hold", "dispute", "promise", "flow_release", "go_live")


@pytest.mark.parametrize(("name", "columns"), NAMES.items())
def test_names_others_rely_on(db: psycopg.Connection, name: str, columns: str) -> None:
    there = {column.name for column in db.execute(f"SELECT * FROM {name} LIMIT 0").description or []}
    assert set(columns.split()) <= there


@pytest.mark.parametrize("name", FACTS)
def test_facts_are_dated_and_signed(db: psycopg.Connection, name: str) -> None:
    """R4.9."""
    there = {column.name for column in db.execute(f"SELECT * FROM crm.{name} LIMIT 0").description or []}
    assert {"valid_from", "valid_to", "actor", "reason"} <= there


def test_amounts_are_numeric_15_2(db: psycopg.Connection) -> None:
    """R1.7: no amount anywhere in a binary float."""
    floats = db.execute(
        "SELECT table_schema, table_name, column_name FROM information_schema.columns "
        "WHERE table_schema IN ('mega', 'crm', 'work', 'audit') AND data_type IN ('real', 'double precision')"
    ).fetchall()
    assert floats == []


TICKET = """
INSERT INTO crm.ticket_state (kind, parent_id, branch_code, contract_code, installment_code, occurrence_kind,
    occurrence_code, request_code, status_code, status_since, status_at, opened_on, closed_on)
VALUES (%(kind)s, %(parent)s, 1, 10, %(installment)s, %(occurrence_kind)s, %(occurrence)s, 'R', 'S',
    '2026-03-10', now(), '2026-03-10', %(closed)s) RETURNING ticket_id
"""
EMPTY = dict.fromkeys(("parent", "installment", "occurrence_kind", "occurrence", "closed"))


def test_one_open_ticket_a_contract(db: psycopg.Connection) -> None:
    """R3.3; a closed one beside it is R3.5's business."""
    db.execute(TICKET, {**EMPTY, "kind": "contract", "closed": "2026-03-11"})
    db.execute(TICKET, {**EMPTY, "kind": "contract"})
    with pytest.raises(psycopg.errors.UniqueViolation):
        db.execute(TICKET, {**EMPTY, "kind": "contract"})


def test_one_open_ticket_an_installment(db: psycopg.Connection) -> None:
    """R3.3."""
    parent = db.execute(TICKET, {**EMPTY, "kind": "contract"}).fetchone()
    child = {**EMPTY, "kind": "installment", "installment": 7, "parent": parent[0]}
    db.execute(TICKET, child)
    with pytest.raises(psycopg.errors.UniqueViolation):
        db.execute(TICKET, child)


def test_one_integration_ticket_an_occurrence(db: psycopg.Connection) -> None:
    """R3.1: once and only once, and born closed."""
    row = {**EMPTY, "kind": "integration", "occurrence_kind": "phase", "occurrence": 5}
    with pytest.raises(psycopg.errors.CheckViolation):
        db.execute(TICKET, row)
    db.execute(TICKET, row | {"closed": "2026-03-10"})
    with pytest.raises(psycopg.errors.UniqueViolation):
        db.execute(TICKET, row | {"closed": "2026-03-10"})
