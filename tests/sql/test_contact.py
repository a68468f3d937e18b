"""R5.5, R7: who is queued to be told of a step, and who is not."""

import psycopg
import pytest

from tests.sql import company
from tests.sql.world import World


def address(world: World, channel: str, where: str, customer: int = 500) -> None:
    world.db.execute(
        "INSERT INTO crm.customer (customer_code, seen_on) VALUES (%s, '2026-03-01') ON CONFLICT DO NOTHING",
        (customer,),
    )
    world.db.execute(
        "INSERT INTO crm.customer_channel (customer_code, channel, address, source, valid_from) "
        "VALUES (%s, %s, %s, 'csv', '2026-03-01')", (customer, channel, where)
    )  # fmt: skip


@pytest.fixture
def known(world: World) -> World:
    """Title 1 enters AVISO_5 on 10/03/2026; its customer has an e-mail and a mobile."""
    world.row(1, "2026-03-03")
    address(world, "email", "ana@example.com")
    address(world, "sms", "+5511999990000")
    return world


def messages(world: World) -> list[tuple[str, str, str | None]]:
    return world.db.execute("SELECT channel, state, skipped_reason FROM crm.message ORDER BY message_id").fetchall()


def test_queued_once_on_the_first_channel(known: World) -> None:
    """R5.5, R7.2, R7.7: creation counts as entering; to test recipients until release; once."""
    known.day("2026-03-10")
    known.day("2026-03-10")
    assert messages(known) == [("email", "queued", None)]
    items = known.db.execute(
        "SELECT status_code, dedupe_key, test_mode FROM crm.message_item JOIN crm.message USING (message_id)"
    )
    assert items.fetchall() == [("AVISO_5", "1/10/1/AVISO_5/email", True)]
    known.day("2026-03-11")
    assert len(messages(known)) == 1


def test_titles_of_a_contract_are_told_together(known: World) -> None:
    """R7.10."""
    known.row(2, "2026-02-27")
    known.day("2026-03-10")
    assert messages(known) == [("email", "queued", None)]
    assert known.db.execute("SELECT count(*) FROM crm.message_item").fetchone() == (2,)


def test_next_channel_where_the_first_is_blocked_or_bounced(known: World) -> None:
    """R4.8, R7.11."""
    known.db.execute(
        "INSERT INTO crm.block (block_code, scope, customer_code, valid_from, actor) "
        "VALUES ('TBE', 'customer', 500, '2026-03-01', 'ana')"
    )
    known.day("2026-03-10")
    assert messages(known) == [("sms", "queued", None)]


def test_general_block(known: World) -> None:
    """R4.8: TBG is every channel; tickets go on."""
    known.db.execute(
        "INSERT INTO crm.block (block_code, scope, branch_code, contract_code, valid_from, actor) "
        "VALUES ('TBG', 'contract', 1, 10, '2026-03-01', 'ana')"
    )
    known.day("2026-03-10")
    assert messages(known) == [("email", "skipped", "bloqueio")]
    assert len(known.open_titles()) == 1


def test_no_address(world: World) -> None:
    """R7.11: skipped with its reason, and the batch goes on."""
    world.row(1, "2026-03-03")
    world.day("2026-03-10")
    assert messages(world) == [("email", "skipped", "sem endereço")]


def test_who_paid_is_never_told(known: World) -> None:
    """R6.6: known as settled on whatever day, though the ticket is open as of D."""
    known.pay(1, "2026-03-10")
    known.day("2026-03-10")
    assert len(known.open_titles()) == 1
    assert messages(known) == [("email", "skipped", "paga ou inativa")]


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ("hold (branch_code, contract_code, until_on, valid_from, actor, reason) "
         "VALUES (1, 10, '2026-03-20', '2026-03-01', 'ana', 'x')", "suspensa"),
        ("dispute (branch_code, contract_code, installment_code, valid_from, actor, reason) "
         "VALUES (1, 10, 1, '2026-03-01', 'ana', 'x')", "em contestação"),
    ],
)  # fmt: skip
def test_hold_and_dispute(known: World, fact: str, reason: str) -> None:
    """R5.7, R5.8."""
    known.db.execute(f"INSERT INTO crm.{fact}")
    known.day("2026-03-10")
    assert messages(known) == [("email", "skipped", reason)]


def test_study_and_distrato_under_study(known: World) -> None:
    """R3.6, R3.9."""
    known.studies[3] = {"contract_code": 10, "generated_on": "2026-03-08", "status": "studied"}
    known.contract(11)
    known.row(1, "2026-03-03", contract=11)
    known.occurrences[7] = {"contract_code": 11, "type": "DIS", "cause": "distrato", "opened_on": "2026-03-08"}
    known.day("2026-03-10")
    assert {reason for *_, reason in messages(known)} == {"renegociação em estudo", "distrato em estudo"}


def test_late_run_tells_nobody(known: World) -> None:
    """R7.8: it records what was missed."""
    known.day("2026-03-10", late=True)
    assert messages(known) == [("email", "skipped", "execução atrasada")]


def test_first_load_tells_nobody(known: World) -> None:
    """R8.5: the backlog at its place, not one message."""
    known.first_load = True
    known.day("2026-03-10")
    assert messages(known) == []


def test_tolerance(db: psycopg.Connection) -> None:
    """R2.8: tickets like any other, no contact."""
    company.store(db, tolerance="1133.00")
    world = World(db)
    world.contract(10)
    world.row(1, "2026-03-03")
    address(world, "email", "ana@example.com")
    world.day("2026-03-10")
    assert messages(world) == [("email", "skipped", "dentro da tolerância")]


def test_closed_cancels_what_was_queued(known: World) -> None:
    """R7.6, R6.6; what was cancelled does not count as told (R7.7)."""
    known.day("2026-03-10")
    known.pay(1, "2026-03-10")
    known.day("2026-03-11")
    assert messages(known) == [("email", "cancelled", "encerrada")]
    known.row(1, settled_on=None, paid=0)
    known.day("2026-03-12")
    assert messages(known) == [("email", "cancelled", "encerrada"), ("email", "queued", None)]


def test_routed_cancels_what_was_queued(known: World) -> None:
    """R4.2; the routed flow is silent."""
    known.day("2026-03-10")
    known.contract(10, category="Jurídico")
    known.day("2026-03-11")
    assert messages(known) == [("email", "cancelled", "roteada")]


def test_one_a_customer_channel_and_day(known: World) -> None:
    """R7.6: the furthest step first, the other waits."""
    known.contract(11)
    known.row(1, "2026-02-27", contract=11)
    known.day("2026-03-10")
    waiting = known.db.execute(
        "SELECT t.contract_code, m.not_before::date::text FROM crm.message m JOIN crm.ticket t USING (ticket_id) "
        "ORDER BY 1"
    ).fetchall()
    assert waiting == [(10, "2026-03-11"), (11, None)]


@pytest.mark.parametrize(("until", "late", "test_mode"), [
    (None, False, False), ("2026-03-10 04:59-03", False, True), ("2026-03-10 04:59-03", True, False),
])  # fmt: skip
def test_release_as_of_the_facts_of_the_run(known: World, until: str | None, late: bool, test_mode: bool) -> None:
    """R7.2, R4.9: a run on time sees the releases of now, a late one those of the end of D-1."""
    known.db.execute(
        "INSERT INTO crm.flow_release (request_code, valid_from, valid_to, actor, reason) "
        "VALUES ('COD_SOL_PARCELAS', '2026-03-09 12:00-03', %s, 'ana', 'x')", (until,)
    )  # fmt: skip
    known.day("2026-03-10", late=late)
    assert known.db.execute("SELECT test_mode FROM crm.message").fetchall() == [(test_mode,)]


def test_another_flows_release_releases_nothing(known: World) -> None:
    """R7.2."""
    known.db.execute(
        "INSERT INTO crm.flow_release (request_code, valid_from, actor, reason) "
        "VALUES ('COD_SOL_JURIDICO', '2026-03-09', 'ana', 'x')"
    )
    known.day("2026-03-10")
    assert known.db.execute("SELECT test_mode FROM crm.message").fetchall() == [(True,)]


@pytest.mark.parametrize("what", ["'all', NULL, NULL", "'channel', 'email', NULL", "'development', NULL, 7"])
def test_what_is_stopped_is_queued_and_waits(known: World, what: str) -> None:
    """R5.5, R7.13: the step is entered once; no other channel is tried instead (docs/decisions/0018)."""
    known.db.execute(
        "INSERT INTO crm.contact_stop (scope, channel, development_code, valid_from, actor, role, reason) "
        f"VALUES ({what}, '2026-03-09', 'ana', 'supervisor', 'x')"
    )
    known.day("2026-03-10")
    assert messages(known) == [("email", "queued", None)]
    assert known.db.execute(
        "SELECT work.is_contact_stopped(m.channel, c.development_code) FROM crm.message m "
        "JOIN crm.ticket_state t USING (ticket_id) JOIN mega.contract c USING (branch_code, contract_code)"
    ).fetchall() == [(True,)]
