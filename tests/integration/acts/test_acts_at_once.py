"""Several people, and a batch, on the same ticket at once: no act is lost, none waits for a batch's lock (R5.9)."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
from tests.integration.acts.conftest import Ground, Refused

from cobranca import acts
from cobranca.acts import Person, locking


@contextmanager
def elsewhere(ground: Ground) -> Iterator[psycopg.Connection]:
    """Another session, in a transaction of its own."""
    with psycopg.connect(ground.address) as conn:
        yield conn


def at_once(*doings: Callable[[], object]) -> list[object]:
    """Start all together; what each gave back or was refused with."""
    gate = threading.Barrier(len(doings))

    def run(do: Callable[[], object]) -> object:
        gate.wait()
        try:
            return do()
        except acts.ActRefused as error:
            return error

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(run, doings))


def test_no_update_is_lost(ground: Ground, ana: Person, bia: Person) -> None:
    case = ground.owing()
    values = [f"depois das {hour}h" for hour in range(6)]
    at_once(
        *(lambda v=value: acts.set_field(ana, case.ticket, "melhor_horario", v) for value in values),
        lambda: acts.set_field(ana, case.ticket, "motivo_atraso", "Outro"),
        lambda: acts.set_responsible(bia, case.ticket, "caio"),
        lambda: acts.note(ana, case.ticket, "x"),
    )
    fields, responsible, version = ground.ticket(case.ticket, "person_fields, responsible, version")
    assert (responsible, version) == ("caio", 10)
    assert fields["motivo_atraso"] == ["Outro"]
    chain = ground.db.execute(
        "SELECT details ->> 'before_value', details ->> 'value' FROM crm.ticket_event "
        "WHERE ticket_id = %s AND details ->> 'field' = 'melhor_horario' ORDER BY event_id",
        (case.ticket,),
    ).fetchall()
    assert sorted(value for _, value in chain) == values
    assert [before for before, _ in chain] == [None, *(value for _, value in chain[:-1])]
    assert fields["melhor_horario"] == chain[-1][1]


def test_of_two_who_saw_the_same_version_one_is_told(ground: Ground, ana: Person, bia: Person) -> None:
    case = ground.owing()
    outcomes = at_once(
        lambda: acts.move(ana, case.ticket, "EM_CONTATO", expected_version=1),
        lambda: acts.move(bia, case.ticket, "EM_NEGOCIACAO", expected_version=1),
    )
    refusals = [each for each in outcomes if isinstance(each, acts.ActRefused)]
    assert len(refusals) == 1
    assert "versão 1, agora 2" in str(refusals[0])


def test_of_two_holds_one_stands(ground: Ground, bia: Person) -> None:
    case = ground.owing()
    outcomes = at_once(*(lambda d=day: acts.hold(bia, case.ticket, f"{d}/03/2026", "x") for day in (15, 20, 25)))
    assert sum(isinstance(each, acts.ActRefused) for each in outcomes) == 2
    assert ground.db.execute("SELECT count(*) FROM crm.hold WHERE ticket_id = %s", (case.ticket,)).fetchone() == (1,)


def test_an_act_waits_for_the_row_and_sees_what_was_written(ground: Ground, ana: Person, refused: Refused) -> None:
    """A batch that closes the ticket first: the act comes too late, and says so."""
    case = ground.owing()
    with elsewhere(ground) as batch, ThreadPoolExecutor(1) as pool:
        batch.execute("SELECT pg_advisory_xact_lock(hashtext('cobranca.apply'))")
        batch.execute(
            "UPDATE crm.ticket_state SET closed_on = '2026-03-11', version = version + 1 WHERE ticket_id = %s",
            (case.ticket,),
        )
        act = pool.submit(acts.move, ana, case.ticket, "EM_CONTATO")
        time.sleep(0.2)
        assert not act.done()
        batch.commit()
        with pytest.raises(acts.ActRefused, match="encerrada"):
            act.result(timeout=10)


def test_an_act_does_not_wait_for_a_batch_that_works_on_other_tickets(ground: Ground, ana: Person) -> None:
    case, other = ground.owing(), ground.owing()
    with elsewhere(ground) as batch:
        batch.execute("SELECT pg_advisory_xact_lock(hashtext('cobranca.apply'))")
        batch.execute("UPDATE crm.ticket_state SET version = version + 1 WHERE ticket_id = %s", (other.ticket,))
        acts.move(ana, case.ticket, "EM_CONTATO")
    assert ground.ticket(case.ticket, "status_code") == ("EM_CONTATO",)


def test_a_hold_never_waits_while_it_holds_a_ticket(ground: Ground, bia: Person) -> None:
    """A batch that locks a title and then the contract's ticket meets no deadlock."""
    case = ground.owing()
    lock = "UPDATE crm.ticket_state SET version = version + 1 WHERE ticket_id = %s"
    with elsewhere(ground) as batch, ThreadPoolExecutor(1) as pool:
        batch.execute(lock, (case.titles[1],))
        act = pool.submit(acts.hold, bia, case.ticket, "20/03/2026", "x")
        time.sleep(0.2)
        batch.execute("SET LOCAL lock_timeout = '5s'")
        batch.execute(lock, (case.ticket,))
        batch.commit()
        act.result(timeout=10)
    assert [ground.ticket(ticket, "version") for ticket in (case.ticket, *case.titles)] == [(3,), (2,), (3,)]


def test_a_plan_made_before_an_act_drops_the_ticket(ground: Ground, ana: Person) -> None:
    """Batches count only rows whose version is still the planned one."""
    case = ground.owing()
    (planned,) = ground.ticket(case.ticket, "version")
    acts.move(ana, case.ticket, "EM_CONTATO")
    touched = ground.db.execute(
        "UPDATE crm.ticket_state SET status_code = 'ETAPA_FINAL' WHERE ticket_id = %s AND version = %s",
        (case.ticket, planned),
    )
    assert touched.rowcount == 0


def test_a_child_that_is_being_opened_keeps_its_parent_open(ground: Ground, bia: Person) -> None:
    """R6.8: closing waits for a batch that opens a child, and then sees it."""
    case = ground.paid()
    with elsewhere(ground) as batch, ThreadPoolExecutor(1) as pool:
        batch.execute(
            "INSERT INTO crm.ticket_state (kind, parent_id, branch_code, contract_code, installment_code,"
            " request_code, status_code, status_since, status_at, opened_on) "
            "VALUES ('installment', %s, 1, %s, 9, 'COD_SOL_PARCELAS', 'LEMBRETE', '2026-03-11', now(), '2026-03-11')",
            (case.ticket, case.contract.contract_code),
        )
        act = pool.submit(acts.close, bia, case.ticket, "COD_BAIXA_CTR")
        time.sleep(0.2)
        assert not act.done()
        batch.commit()
        with pytest.raises(acts.ActRefused, match=r"R6\.8: .* 1 sub-ocorrência"):
            act.result(timeout=10)


def test_patience_ends(ground: Ground, ana: Person, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "PATIENCE_SECONDS", 0.1)
    case = ground.owing()
    with elsewhere(ground) as other:
        other.execute("SELECT FROM crm.ticket_state WHERE ticket_id = %s FOR UPDATE", (case.ticket,))
        with refused("R5.9", "está sendo gravada por outro"):
            acts.note(ana, case.ticket, "x")
