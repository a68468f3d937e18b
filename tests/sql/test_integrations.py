"""R4.5–R4.9: what entering a status carries out, and since when it holds."""

from typing import Any

import psycopg
import pytest

from tests.sql import company
from tests.sql.test_contact import address
from tests.sql.world import World

Row = tuple[Any, ...]


@pytest.fixture
def owing(world: World) -> World:
    """Contracts 10 and 11 of customer 500 and 12 of customer 501, each with a title of 8 days on 10/03/2026."""
    world.contract(11)
    world.contract(12, customer_code=501)
    for code in (10, 11, 12):
        world.row(1, "2026-03-02", contract=code)
    world.day("2026-03-10")
    return world


def marks(world: World) -> list[Row]:
    """(scope, contract, customer, value, from, to), in the order in which they were set."""
    return world.db.execute(
        "SELECT scope, contract_code, customer_code, value, to_char(valid_from, 'DD HH24:MI'), "
        "to_char(valid_to, 'DD HH24:MI') FROM crm.mark ORDER BY mark_id"
    ).fetchall()


def blocks(world: World) -> list[Row]:
    """(code, scope, contract, customer, from, to)."""
    return world.db.execute(
        "SELECT block_code, scope, contract_code, customer_code, to_char(valid_from, 'DD HH24:MI'), "
        "to_char(valid_to, 'DD HH24:MI') FROM crm.block ORDER BY valid_from, block_code, scope"
    ).fetchall()


def actions(world: World) -> list[Row]:
    """(status, closed on, reason, version) of action tickets."""
    return world.tickets("status_code, closed_on::text, closing_reason, version", "kind = 'action'")


def requests(world: World) -> list[str]:
    return [request for _, request, _ in world.open_contracts()]


def refused(world: World) -> list[Row]:
    return world.db.execute(
        "SELECT status_code, refused_reason FROM work.integrations_plan WHERE action = 'refuse'"
    ).fetchall()


def story(world: World, ticket_id: int) -> list[Row]:
    return world.db.execute(
        "SELECT kind, from_status, to_status, rule, actor, reason FROM crm.ticket_event WHERE ticket_id = %s "
        "ORDER BY event_id", (ticket_id,)
    ).fetchall()  # fmt: skip


def test_an_action_marks_contract_and_customer_and_closes_itself(owing: World) -> None:
    """R4.5, R4.6: both by default; valid from the moment of the ticket; it keeps its status; routed the next day."""
    ticket_id = owing.act("J", "2026-03-10 15:03")
    owing.soon("2026-03-10 15:10")
    assert marks(owing) == [
        ("contract", 10, None, "JURIDICO", "10 15:03", None),
        ("customer", None, 500, "JURIDICO", "10 15:03", None),
    ]
    assert actions(owing) == [("J", "2026-03-10", "executada", 2)]
    assert story(owing, ticket_id) == [
        ("opened", None, "J", "R4.6", "Ana", None),
        ("integrated", None, None, "R4.5", "integra. cobrança", "JURIDICO"),
        ("closed", "J", "J", "R4.6", "integra. cobrança", "executada"),
    ]
    assert owing.db.execute("SELECT DISTINCT actor, ticket_id FROM crm.mark").fetchall() == [("Ana", ticket_id)]
    assert requests(owing) == ["COD_COBRANCA"] * 3
    owing.day("2026-03-11")
    assert requests(owing) == ["COD_CTR_JURIDICO", "COD_CTR_JURIDICO", "COD_COBRANCA"]


def test_the_daily_batch_carries_out_first_and_then_routes(owing: World) -> None:
    """R4.5: where the ten-minute batch did not come to it."""
    owing.act("J_CONTRATO", "2026-03-10 15:03")
    owing.day("2026-03-11")
    assert requests(owing) == ["COD_CTR_JURIDICO", "COD_COBRANCA", "COD_COBRANCA"]
    assert owing.open_titles()[0] == (1, "COD_SOL_JURIDICO", "AGUARDANDO_ATENDIMENTO")


def test_each_entering_is_carried_out_once(owing: World) -> None:
    """R4.5: nothing is done twice, however often a batch comes by."""
    owing.act("J", "2026-03-10 15:03")
    for at in ("15:10", "15:20", "15:20"):
        owing.soon(f"2026-03-10 {at}")
    owing.day("2026-03-11")
    assert len(marks(owing)) == 2
    assert owing.db.execute("SELECT count(*) FROM crm.ticket_event WHERE kind = 'integrated'").fetchone() == (1,)
    assert owing.db.execute("SELECT count(*) FROM crm.integration_due").fetchone() == (0,)


def test_a_new_mark_ends_the_former_one_of_its_key(owing: World) -> None:
    """R4.5: what is carried out together holds in the order in which it was entered."""
    owing.act("J_CONTRATO", "2026-03-10 15:00")
    owing.soon("2026-03-10 15:10")
    owing.act("T", "2026-03-10 15:11")
    owing.act("J_CONTRATO", "2026-03-10 15:15")
    owing.act("LIMPAR", "2026-03-10 15:18")
    owing.soon("2026-03-10 15:20")
    assert marks(owing) == [
        ("contract", 10, None, "JURIDICO", "10 15:00", "10 15:11"),
        ("contract", 10, None, "TUTELA", "10 15:11", "10 15:15"),
        ("contract", 10, None, "JURIDICO", "10 15:15", "10 15:18"),
    ]


def test_clearing_brings_the_tickets_back_to_their_true_place(owing: World) -> None:
    """R4.5, R5.3: from the lawyers to the standard requests, where their days are."""
    owing.act("J", "2026-03-10 15:00")
    owing.day("2026-03-11")
    owing.act("LIMPAR", "2026-03-12 09:00")
    owing.soon("2026-03-12 09:10")
    owing.day("2026-03-13")
    assert requests(owing) == ["COD_COBRANCA"] * 3
    assert owing.open_contracts()[0] == (10, "COD_COBRANCA", "AGUARDANDO_ATENDIMENTO")
    assert owing.open_titles()[0] == (1, "COD_SOL_PARCELAS", "AVISO_10")


def test_clearing_the_customers_frees_those_that_only_inherited_it(owing: World) -> None:
    """R4.5."""
    owing.act("J", "2026-03-10 15:00")
    owing.day("2026-03-11")
    assert requests(owing) == ["COD_CTR_JURIDICO", "COD_CTR_JURIDICO", "COD_COBRANCA"]
    owing.act("LIMPAR_CLIENTE", "2026-03-11 15:00", contract=11)
    owing.day("2026-03-12")
    assert requests(owing) == ["COD_CTR_JURIDICO", "COD_COBRANCA", "COD_COBRANCA"]


def test_a_category_of_the_crm_stands_over_megas_until_it_is_cleared(owing: World) -> None:
    """R4.5."""
    owing.contract(10, category="Jurídico")
    owing.day("2026-03-11")
    owing.act("CATEGORIA", "2026-03-11 15:00")
    owing.day("2026-03-12")
    assert requests(owing)[0] == "COD_COBRANCA"
    owing.act("LIMPAR_CATEGORIA", "2026-03-12 15:00")
    owing.day("2026-03-13")
    assert requests(owing)[0] == "COD_CTR_JURIDICO"


def test_blocks_in_both_forms(owing: World) -> None:
    """R4.8: TBG of the customer, single channels of the contract from a list field; TBG ends them all."""
    owing.act("TBG", "2026-03-10 15:00")
    owing.act("BLOQUEAR", "2026-03-10 15:01", bloqueios=["TBE", "TBS"])
    owing.soon("2026-03-10 15:10")
    assert blocks(owing) == [
        ("TBG", "customer", None, 500, "10 15:00", None),
        ("TBE", "contract", 10, None, "10 15:01", None),
        ("TBS", "contract", 10, None, "10 15:01", None),
    ]
    owing.act("LIBERAR", "2026-03-10 15:11", bloqueios="TBE")
    owing.soon("2026-03-10 15:20")
    assert [row[0] for row in blocks(owing) if row[-1] is None] == ["TBG", "TBS"]
    owing.act("DESBLOQUEAR", "2026-03-10 15:21")
    owing.soon("2026-03-10 15:30")
    assert [row[0] for row in blocks(owing) if row[-1] is None] == []
    assert len(actions(owing)) == 4


def test_blocking_a_customer_again_ends_the_former_block(owing: World) -> None:
    """R4.5: of one key there is one in force."""
    owing.act("TBG", "2026-03-10 15:00")
    owing.soon("2026-03-10 15:10")
    owing.act("TBG", "2026-03-10 15:11", contract=11)
    owing.soon("2026-03-10 15:20")
    assert [row[-2:] for row in blocks(owing)] == [("10 15:00", "10 15:11"), ("10 15:11", None)]


@pytest.mark.parametrize(
    ("status", "fields", "reason"),
    [
        ("BLOQUEAR", {}, "campo bloqueios sem valor"),
        ("BLOQUEAR", {"bloqueios": []}, "campo bloqueios sem valor"),
        ("BLOQUEAR", {"bloqueios": ["TBE", "XYZ"]}, "campo bloqueios com valor desconhecido"),
        ("MARCAR", {"marca": "Z"}, "campo marca com valor desconhecido"),
        ("MARCAR", {"marca": ["Jurídico", "Tutela"]}, "campo marca com vários valores"),
        ("NADA", {}, "status sem integração na configuração"),
    ],
)
def test_what_cannot_be_carried_out_is_named_and_stays_open(
    owing: World, status: str, fields: dict[str, Any], reason: str
) -> None:
    """R4.6: an action ticket never closes in silence; it is done when its field says what is known."""
    company.integration(owing.db, "COD_ACAO", "NADA", "category", "x", None, "both")
    ticket_id = owing.act(status, "2026-03-10 15:00", **fields)
    owing.db.execute("DELETE FROM work.settings_integration WHERE status_code = 'NADA'")
    owing.soon("2026-03-10 15:10")
    assert refused(owing) == [(status, reason)]
    assert (marks(owing), blocks(owing)) == ([], [])
    assert actions(owing) == [(status, None, None, 1)]
    owing.day("2026-03-11")
    assert refused(owing) == [(status, reason)]
    assert [kind for kind, *_ in story(owing, ticket_id)] == ["opened"]


def test_a_field_counts_as_it_was_filled_last_and_from_then_on(owing: World) -> None:
    """R4.5, R4.9: mended, it is carried out; nothing holds before somebody said it."""
    ticket_id = owing.act("MARCAR", "2026-03-10 15:00", marca="Z")
    owing.soon("2026-03-10 15:10")
    owing.db.execute("UPDATE crm.ticket_state SET person_fields = '{\"marca\": \"Jurídico\"}', version = version + 1 "
                     "WHERE ticket_id = %s", (ticket_id,))  # fmt: skip
    owing.db.execute(
        "INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, actor, details) VALUES (%s, '2026-03-10', "
        "'2026-03-10 15:15-03', 'field', 'Ana', '{\"role\": \"operador\", \"field\": \"marca\"}')", (ticket_id,)
    )  # fmt: skip
    owing.soon("2026-03-10 15:20")
    assert marks(owing) == [("contract", 10, None, "Jurídico", "10 15:15", None)]
    assert actions(owing)[0][:2] == ("MARCAR", "2026-03-10")
    owing.day("2026-03-11")
    assert requests(owing)[0] == "COD_CTR_JURIDICO"


def test_a_customers_integration_of_a_contract_without_customer_is_named(owing: World) -> None:
    """R4.5: `both` marks what there is."""
    owing.contract(10, customer_code=None)
    owing.day("2026-03-11")
    owing.act("TBG", "2026-03-11 15:00")
    owing.act("J", "2026-03-11 15:01")
    owing.soon("2026-03-11 15:10")
    assert refused(owing) == [("TBG", "contrato sem cliente")]
    assert marks(owing) == [("contract", 10, None, "JURIDICO", "11 15:01", None)]


def test_an_action_changed_since_it_was_planned_waits_for_the_next_plan(owing: World) -> None:
    """A stale plan does nothing."""
    owing.act("J", "2026-03-10 15:03")
    with owing.db.transaction():
        owing.execute("integrations/plan.sql", "2026-03-10", at="15:10")
    owing.db.execute("UPDATE crm.ticket_state SET version = version + 1 WHERE kind = 'action'")
    with owing.db.transaction():
        assert owing.execute("integrations/apply.sql", "2026-03-10", at="15:10") == [(0,)]
    assert marks(owing) == []
    owing.soon("2026-03-10 15:20")
    assert [row[4] for row in marks(owing)] == ["10 15:03"] * 2


def test_what_another_batch_carried_out_meanwhile_is_left_out(owing: World) -> None:
    """The daily batch and the ten-minute one each plan in their own rows; the second to apply finds nothing."""
    owing.act("J", "2026-03-10 15:03")
    daily = owing.run_id("2026-03-10")
    owing.db.execute("UPDATE audit.run SET state = 'running' WHERE run_id = %s", (daily,))
    with owing.db.transaction():
        owing.execute("integrations/plan.sql", "2026-03-10", at="15:09")
    other = owing.db.execute(
        "INSERT INTO audit.run (batch, as_of, dag_run_id, started_at, heartbeat_at, state, late, settings_hash, "
        "source, mode) SELECT 'flow', as_of, 'flow', started_at, heartbeat_at, 'running', late, settings_hash, source, "
        "mode FROM audit.run WHERE run_id = %s RETURNING run_id", (daily,)
    ).fetchone()[0]  # fmt: skip
    owing.run_id = lambda *_: other  # type: ignore[method-assign]
    owing.soon("2026-03-10 15:10")
    del owing.run_id
    assert owing.db.execute("SELECT count(DISTINCT run_id) FROM work.integrations_plan").fetchone() == (2,)
    with owing.db.transaction():
        assert owing.execute("integrations/apply.sql", "2026-03-10", at="15:11") == [(0,)]
    assert len(marks(owing)) == 2


def test_a_late_run_carries_out_what_was_entered_before_its_day(owing: World) -> None:
    """R4.9: what was entered on D is the next run's."""
    owing.act("J_CONTRATO", "2026-03-11 04:00")
    owing.act("J_CONTRATO", "2026-03-10 15:00", contract=12)
    owing.day("2026-03-11", late=True)
    assert requests(owing) == ["COD_COBRANCA", "COD_COBRANCA", "COD_CTR_JURIDICO"]
    owing.day("2026-03-12", late=True)
    assert requests(owing) == ["COD_CTR_JURIDICO", "COD_COBRANCA", "COD_CTR_JURIDICO"]
    assert [row[4] for row in marks(owing)] == ["10 15:00", "11 04:00"]


def test_a_fact_carried_out_after_a_later_one_stands_before_it(owing: World) -> None:
    """R4.9: dates count, not the order of the runs."""
    owing.act("T", "2026-03-10 15:00")
    owing.db.execute("UPDATE crm.integration_due SET entered_at = '2026-03-10 16:00-03'")
    owing.act("J_CONTRATO", "2026-03-10 15:30")
    owing.soon("2026-03-10 15:40")
    owing.db.execute("UPDATE crm.integration_due SET entered_at = '2026-03-10 15:00-03'")
    owing.soon("2026-03-10 15:50")
    assert marks(owing) == [
        ("contract", 10, None, "JURIDICO", "10 15:30", None),
        ("contract", 10, None, "TUTELA", "10 15:00", "10 15:30"),
    ]


def test_a_status_that_a_person_closes_a_contract_ticket_in_clears_its_mark(owing: World) -> None:
    """R4.6: closed tickets count as well."""
    company.integration(owing.db, "COD_CTR_JURIDICO", "COD_BAIXA_CTR", "collection_status", "limpar", None, "contract")
    owing.act("J_CONTRATO", "2026-03-10 15:00")
    owing.pay(1, "2026-03-10")
    owing.day("2026-03-11")
    owing.put("COD_BAIXA_CTR", "2026-03-11 10:00", closing=True)
    owing.soon("2026-03-11 10:10")
    assert marks(owing) == [("contract", 10, None, "JURIDICO", "10 15:00", "11 10:00")]
    (kind, details) = owing.db.execute(
        "SELECT t.kind, e.details FROM crm.ticket_event e JOIN crm.ticket t USING (ticket_id) "
        "WHERE e.kind = 'integrated' ORDER BY event_id DESC LIMIT 1"
    ).fetchone()
    assert kind == "contract"
    assert {key: details[key] for key in ("method", "value", "scope", "status")} == {
        "method": "collection_status", "value": "limpar", "scope": "contract", "status": "COD_BAIXA_CTR"
    }  # fmt: skip


def test_a_status_that_the_regua_enters_marks_the_contract_once(owing: World) -> None:
    """R4.5: installment statuses may carry one; two titles that enter together set one mark."""
    company.integration(owing.db, "COD_SOL_PARCELAS", "AVISO_10", "collection_status", "JURIDICO", None, "contract")
    owing.row(2, "2026-03-02")
    owing.day("2026-03-11")
    owing.day("2026-03-12")
    assert marks(owing) == []
    owing.day("2026-03-13")
    assert sorted(row[1] for row in marks(owing)) == [10, 11, 12]
    assert requests(owing) == ["COD_CTR_JURIDICO"] * 3
    assert owing.db.execute("SELECT count(*) FROM crm.ticket_event WHERE kind = 'integrated'").fetchone() == (4,)


def test_a_late_runs_enterings_count_as_of_its_day(owing: World) -> None:
    """R9.3: missed days give the same tickets as if none had been missed."""
    company.integration(owing.db, "COD_SOL_PARCELAS", "AVISO_10", "collection_status", "JURIDICO", None, "contract")
    owing.day("2026-03-12", late=True)
    owing.day("2026-03-12", late=True)
    assert marks(owing) == []
    owing.day("2026-03-13", late=True)
    assert [row[4] for row in marks(owing)] == ["12 05:00"] * 3
    assert requests(owing) == ["COD_CTR_JURIDICO"] * 3


@pytest.fixture
def told(world: World) -> World:
    """On 10/03/2026 two titles of contract 10 enter AVISO_5, and one of contract 11; both e-mails wait in the queue."""
    world.contract(11, customer_code=501)
    world.row(1, "2026-03-03")
    world.row(2, "2026-03-04")
    world.row(1, "2026-03-03", contract=11)
    for customer in (500, 501):
        address(world, "email", "ana@example.com", customer)
        address(world, "sms", "+5511999990000", customer)
    world.day("2026-03-10")
    return world


def messages(world: World) -> list[Row]:
    """(contract, state, reason) of all messages."""
    return world.db.execute(
        "SELECT t.contract_code, m.state, m.skipped_reason FROM crm.message m JOIN crm.ticket t USING (ticket_id) "
        "ORDER BY 1, m.message_id"
    ).fetchall()


@pytest.mark.parametrize(("status", "reason"), [("J_CONTRATO", "roteada"), ("TBG", "bloqueio")])
def test_what_is_queued_is_cancelled_at_once(told: World, status: str, reason: str) -> None:
    """R4.5, R4.2, R4.8: the ten-minute batch cancels it, long before the daily one routes."""
    told.act(status, "2026-03-10 06:00")
    told.soon("2026-03-10 06:10")
    assert messages(told) == [(10, "cancelled", reason), (11, "queued", None)]
    assert told.db.execute("SELECT count(*) FROM crm.message_item").fetchone() == (3,)


def test_a_block_of_another_channel_and_a_mark_that_routes_nowhere_cancel_nothing(told: World) -> None:
    """R4.8."""
    told.act("T", "2026-03-10 06:00")
    told.act("BLOQUEAR", "2026-03-10 06:01", bloqueios=["TBS", "TBT", "TBW"])
    told.soon("2026-03-10 06:10")
    assert messages(told) == [(10, "queued", None), (11, "queued", None)]


def test_a_title_that_its_own_rule_keeps_stays_in_the_message(told: World, db: psycopg.Connection) -> None:
    """R4.1: a rule of an earlier priority holds title 2 where it is; the message goes without title 1."""
    db.execute(
        "INSERT INTO work.settings_routing_rule VALUES ('company', 5, 'renegociação', 'origin', 'renegociacao', NULL, "
        "'COD_SOL_PARCELAS')"
    )
    told.row(2, origin="Renegociação")
    told.day("2026-03-10")
    told.act("J_CONTRATO", "2026-03-10 06:00")
    told.soon("2026-03-10 06:10")
    assert messages(told) == [(10, "queued", None), (10, "cancelled", "roteada"), (11, "queued", None)]
    items = db.execute(
        "SELECT m.state, t.installment_code FROM crm.message_item JOIN crm.message m USING (message_id) "
        "JOIN crm.ticket t ON t.ticket_id = message_item.ticket_id WHERE t.contract_code = 10 ORDER BY 2"
    )
    assert items.fetchall() == [("cancelled", 1), ("queued", 2)]


def test_marked_between_the_routes_and_the_messages_nobody_is_told(told: World) -> None:
    """R7.12: a mark that a ten-minute run sets while the daily one is under way."""
    told.row(3, "2026-03-05")
    told.stage("2026-03-11")
    for step in ("integrations", "ingest", "tickets", "routing", "closures", "flows"):
        told.step(step, "2026-03-11")
    told.act("J_CONTRATO", "2026-03-11 05:00")
    told.soon("2026-03-11 05:00")
    told.step("contact", "2026-03-11")
    assert (10, "skipped", "roteada") in messages(told)
    assert [state for contract, state, _ in messages(told) if contract == 10 and state == "queued"] == []
