"""People's acts between the days of the batch: what they pause, keep and end (R5.2, R5.4, R5.7, R5.8, R6.8, R3.5)."""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from cobranca import acts, settings
from cobranca.acts import Contract, Person
from tests.sql import company
from tests.sql.world import World

BIA = Person("bia", "supervisor")


@pytest.fixture
def owing(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Contract 10 with titles 1 and 2, overdue for 8 and 5 days on 10 March, the clock at 15:00 of that day."""
    monkeypatch.setenv("COBRANCA_CLOCK", "2026-03-10T15:00")
    world.row(1, "2026-03-02")
    world.row(2, "2026-03-05")
    world.day("2026-03-10")
    return world


def ticket(world: World, installment: int | None = None) -> int:
    """The open ticket of a title, or of the contract."""
    found = world.db.execute(
        "SELECT ticket_id FROM crm.ticket_state WHERE closed_on IS NULL AND kind IN ('contract', 'installment') "
        "AND installment_code IS NOT DISTINCT FROM %s",
        (installment,),
    ).fetchone()
    assert found
    return int(found[0])


def statuses(world: World) -> list[str]:
    return [status for _, _, status in world.open_titles()]


def test_a_hold_pauses_and_the_day_after_the_titles_take_their_true_place(owing: World) -> None:
    """R5.7: its last day belongs to it."""
    assert statuses(owing) == ["AVISO_5", "AVISO_5"]
    acts.hold(BIA, ticket(owing), "17/03/2026", "férias")
    owing.day("2026-03-17")
    assert statuses(owing) == ["AVISO_5", "AVISO_5"]
    owing.day("2026-03-18")
    assert statuses(owing) == ["AVISO_10", "AVISO_10"]


def test_a_hold_that_was_ended_pauses_no_more(owing: World) -> None:
    acts.hold(BIA, ticket(owing), "30/03/2026", "férias")
    acts.end_hold(BIA, ticket(owing))
    owing.day("2026-03-15")
    assert statuses(owing) == ["AVISO_10", "AVISO_10"]


def test_a_plan_made_before_a_hold_moves_nothing(owing: World) -> None:
    """R5.7: what was planned on the state before is dropped, for the contract's titles too."""
    owing.stage("2026-03-15")
    owing.step("ingest", "2026-03-15")
    with owing.db.transaction():
        owing.execute("flows/plan.sql", "2026-03-15")
    acts.hold(BIA, ticket(owing), "30/03/2026", "férias")
    with owing.db.transaction():
        owing.execute("flows/apply.sql", "2026-03-15")
    assert statuses(owing) == ["AVISO_5", "AVISO_5"]


def test_a_dispute_pauses_its_title_until_it_is_ended(owing: World) -> None:
    """R5.8: the others go on."""
    acts.dispute(BIA, ticket(owing, 1), "diz que pagou")
    owing.day("2026-03-15")
    assert statuses(owing) == ["AVISO_5", "AVISO_10"]
    acts.end_dispute(BIA, ticket(owing, 1))
    owing.day("2026-03-16")
    assert statuses(owing) == ["AVISO_10", "AVISO_10"]


def test_a_dispute_outlives_its_ticket_and_is_ended_on_the_next(owing: World) -> None:
    """R3.5, R4.9: the fact is the title's."""
    acts.dispute(BIA, ticket(owing, 1), "diz que pagou")
    owing.pay(1, "2026-03-10")
    owing.day("2026-03-11")
    with pytest.raises(acts.ActRefused, match="encerrada"):
        acts.end_dispute(BIA, owing.tickets("ticket_id", "installment_code = 1")[0][0])
    owing.row(1, settled_on=None)
    owing.day("2026-03-12")
    acts.end_dispute(BIA, ticket(owing, 1))


def test_a_person_may_close_and_the_contract_comes_back_when_it_owes_again(owing: World) -> None:
    """R6.8, R3.5."""
    first = ticket(owing)
    with pytest.raises(acts.ActRefused, match=r"R6\.8: .* 2 sub-ocorrência.*R3\.3"):
        acts.close(BIA, first, "COD_BAIXA_CTR")
    for code in (1, 2):
        owing.pay(code, "2026-03-10")
    owing.day("2026-03-11")
    acts.close(BIA, first, "COD_BAIXA_CTR")
    assert owing.tickets("closing_cause, closing_reason, total_due", "kind = 'contract'") == [("paid", "pessoa", 0)]
    owing.row(3, "2026-03-11")
    owing.day("2026-03-13")
    assert owing.tickets("reopened_from", "kind = 'contract' AND closed_on IS NULL") == [(first,)]


def test_a_status_set_by_a_person_stays(owing: World) -> None:
    """R5.2: a non-linear one for ever, whatever the contract's age."""
    acts.move(BIA, ticket(owing), "EM_CONTATO")
    owing.day("2026-03-30")
    assert owing.open_contracts() == [(10, "COD_COBRANCA", "EM_CONTATO")]


def test_a_mark_is_carried_out_by_the_next_run_and_taken_away_again(owing: World) -> None:
    """R4.5, R4.6: the action ticket closes in its status, the contract is routed; `limpar` brings it back."""
    action = acts.mark(BIA, Contract(1, 10), "J", reason="terceiro aviso")
    owing.day("2026-03-11")
    assert owing.open_contracts() == [(10, "COD_CTR_JURIDICO", "INTEGRACAO")]
    assert owing.tickets("ticket_id, status_code, closed_on::text", "kind = 'action'") == [(action, "J", "2026-03-11")]
    facts = owing.db.execute(
        "SELECT scope, value, valid_from::text, actor, reason FROM crm.mark ORDER BY scope"
    ).fetchall()
    assert facts == [
        (scope, "JURIDICO", "2026-03-10 15:00:00-03", "bia", "terceiro aviso") for scope in ("contract", "customer")
    ]
    acts.mark(BIA, Contract(1, 10), "limpar")
    owing.day("2026-03-15")
    assert owing.open_contracts() == [(10, "COD_COBRANCA", "AGUARDANDO_ATENDIMENTO")]
    assert statuses(owing) == ["AVISO_10", "AVISO_10"]


def test_blocks_are_carried_out(owing: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """R4.8: single ones of a list, and all lifted at once; under the company that the act was checked against."""
    monkeypatch.setattr(company, "HASH", settings.load().hash)
    acts.block(BIA, Contract(1, 10), "TBE,TBS")
    owing.step("integrations", "2026-03-11")
    assert in_force(owing) == ["TBE", "TBS"]
    acts.unblock(BIA, Contract(1, 10), "TBG")
    owing.step("integrations", "2026-03-12")
    assert in_force(owing) == []


def in_force(world: World) -> list[str]:
    found = world.db.execute(
        "SELECT block_code FROM crm.block WHERE valid_to IS NULL AND scope = 'contract' ORDER BY 1"
    )
    return [code for (code,) in found]


def test_closures_do_not_write_over_an_act_of_that_moment(owing: World, address: str) -> None:
    """A ticket that changes while its closure is applied is planned anew."""
    owing.contract(status_code="D", status_on="2026-03-10")
    owing.stage("2026-03-11")
    owing.step("ingest", "2026-03-11")
    with owing.db.transaction():
        owing.execute("closures/plan.sql", "2026-03-11")
    with psycopg.connect(address) as person, ThreadPoolExecutor(1) as pool:
        person.execute(
            "UPDATE crm.ticket_state SET status_code = 'EM_CONTATO', version = version + 1 WHERE ticket_id = %s",
            (ticket(owing),),
        )
        batch = pool.submit(_apply, owing, "closures/apply.sql")
        time.sleep(0.3)
        assert not batch.done()
        person.commit()
        batch.result(timeout=10)
    assert owing.open_contracts() == [(10, "COD_COBRANCA", "EM_CONTATO")]
    assert owing.open_titles() == []


def test_no_child_is_opened_under_a_contract_ticket_that_closes_at_that_moment(owing: World, address: str) -> None:
    """R3.3, R6.8: it is planned anew, with a contract ticket of its own."""
    for code in (1, 2):
        owing.pay(code, "2026-03-10")
    owing.day("2026-03-11")
    owing.row(3, "2026-03-11")
    owing.stage("2026-03-13")
    owing.step("ingest", "2026-03-13")
    with owing.db.transaction():
        owing.execute("tickets/plan.sql", "2026-03-13")
    with psycopg.connect(address) as person, ThreadPoolExecutor(1) as pool:
        parent = ticket(owing)
        person.execute("SELECT FROM crm.ticket_state WHERE ticket_id = %s FOR UPDATE", (parent,))
        person.execute("UPDATE crm.ticket_state SET closed_on = '2026-03-13' WHERE ticket_id = %s", (parent,))
        batch = pool.submit(_apply, owing, "tickets/apply.sql")
        time.sleep(0.3)
        assert not batch.done()
        person.commit()
        batch.result(timeout=10)
    assert owing.open_titles() == []


def _apply(world: World, file: str) -> None:
    with world.db.transaction():
        world.execute(file, "2026-03-13" if file.startswith("tickets") else "2026-03-11")
