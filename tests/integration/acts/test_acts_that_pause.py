"""R5.7, R5.8: holds and disputes are dated facts, and do not overlap."""

from datetime import date

import psycopg
import pytest
from tests.integration.acts.conftest import Ground, Refused

from cobranca import acts
from cobranca.acts import Person

AT = "2026-03-11 10:00:00-03"


def holds(ground: Ground, ticket_id: int) -> list[tuple[object, ...]]:
    return ground.db.execute(
        "SELECT until_on, valid_from::text, valid_to::text, actor, reason FROM crm.hold WHERE ticket_id = %s "
        "ORDER BY hold_id",
        (ticket_id,),
    ).fetchall()


def test_hold_until_a_day(ground: Ground, bia: Person) -> None:
    case = ground.owing()
    event = acts.hold(bia, case.ticket, "20/03/2026", "aguarda o banco")
    assert holds(ground, case.ticket) == [(date(2026, 3, 20), AT, None, "bia", "aguarda o banco")]
    assert ground.last_event(
        case.ticket, "event_id, kind, rule, reason, details ->> 'until_on', details ->> 'role', to_status"
    ) == (event, "hold", "R5.7", "aguarda o banco", "2026-03-20", "supervisor", None)


def test_a_hold_makes_older_plans_for_the_contract_and_its_titles_stale(ground: Ground, bia: Person) -> None:
    case = ground.owing()
    acts.hold(bia, case.ticket, "20/03/2026", "x")
    assert [ground.ticket(ticket, "version") for ticket in (case.ticket, *case.titles)] == [(2,), (2,), (2,)]


def test_hold_for_today_only(ground: Ground, bia: Person) -> None:
    case = ground.owing()
    acts.hold(bia, case.ticket, date(2026, 3, 11), "x")
    assert holds(ground, case.ticket)[0][0] == date(2026, 3, 11)


def test_holds_that_are_refused(ground: Ground, ana: Person, bia: Person, refused: Refused) -> None:
    case = ground.owing()
    with refused("R5.7", "10/03/2026 já passou"):
        acts.hold(bia, case.ticket, "10/03/2026", "x")
    with refused("R5.7", "motivo"):
        acts.hold(bia, case.ticket, "20/03/2026", " ")
    with refused("R5.9", "operador não pode suspender"):
        acts.hold(ana, case.ticket, "20/03/2026", "x")
    with refused("R5.9", "sub-ocorrência de parcela"):
        acts.hold(bia, case.titles[0], "20/03/2026", "x")
    with refused("R5.7", "não está suspenso"):
        acts.end_hold(bia, case.ticket)


def test_a_hold_that_overlaps_is_refused_until_the_first_is_ended(
    ground: Ground, bia: Person, refused: Refused
) -> None:
    case = ground.owing()
    acts.hold(bia, case.ticket, "20/03/2026", "férias")
    for until in ("15/03/2026", "20/03/2026", "30/03/2026"):
        with refused("R5.7", f"{case.contract} já está suspenso até 20/03/2026 (por bia)", "sobrepõem"):
            acts.hold(bia, case.ticket, until, "outra")
    acts.end_hold(bia, case.ticket, reason="voltou antes")
    acts.hold(bia, case.ticket, "30/03/2026", "outra")
    assert holds(ground, case.ticket) == [
        (date(2026, 3, 20), AT, AT, "bia", "férias"), (date(2026, 3, 30), AT, None, "bia", "outra")
    ]  # fmt: skip


def test_the_end_of_a_hold_is_an_event(ground: Ground, bia: Person) -> None:
    case = ground.owing()
    acts.hold(bia, case.ticket, "20/03/2026", "férias")
    acts.end_hold(bia, case.ticket, reason="voltou antes")
    assert ground.last_event(case.ticket, "kind, rule, reason, details ->> 'until_on', details ->> 'hold_id'") == (
        "hold_ended", "R5.7", "voltou antes", "2026-03-20",
        str(ground.db.execute("SELECT max(hold_id) FROM crm.hold").fetchone()[0]),
    )  # fmt: skip


def test_a_hold_that_ran_out_is_none_any_more(
    ground: Ground, bia: Person, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R5.7: `until` is its last day."""
    case = ground.owing()
    acts.hold(bia, case.ticket, "20/03/2026", "férias")
    monkeypatch.setenv("COBRANCA_CLOCK", "2026-03-20T23:59")
    with refused("R5.7", "já está suspenso"):
        acts.hold(bia, case.ticket, "25/03/2026", "x")
    monkeypatch.setenv("COBRANCA_CLOCK", "2026-03-21T00:01")
    with refused("R5.7", "não está suspenso agora"):
        acts.end_hold(bia, case.ticket)
    acts.hold(bia, case.ticket, "25/03/2026", "x")
    assert len(holds(ground, case.ticket)) == 2


HOLD = (
    "INSERT INTO crm.hold (branch_code, contract_code, until_on, valid_from, valid_to, actor, reason) "
    "VALUES (%s, 99, %s, %s, %s, 'x', 'x')"
)


def test_the_database_holds_it_whoever_writes(ground: Ground) -> None:
    ground.db.execute(HOLD, (1, "2026-03-20", "2026-03-11 10:00-03", None))
    for row in (
        (1, "2026-03-20", "2026-03-20 23:59-03", None),
        (1, "2026-03-12", "2026-03-11 09:00-03", None),
        (1, "2026-05-01", "2026-03-11 09:00-03", "2026-03-11 10:01-03"),
    ):
        with pytest.raises(psycopg.errors.ExclusionViolation):
            ground.db.execute(HOLD, row)
    ground.db.execute(HOLD, (1, "2026-04-20", "2026-03-21 00:00-03", None))
    ground.db.execute(HOLD, (2, "2026-03-20", "2026-03-11 10:00-03", None))
    ground.db.execute(HOLD, (1, "2026-05-01", "2026-03-11 09:00-03", "2026-03-11 10:00-03"))
    with pytest.raises(psycopg.errors.CheckViolation):
        ground.db.execute(HOLD, (3, "2026-03-10", "2026-03-11 00:00-03", None))


def test_dispute_of_one_title(ground: Ground, ana: Person, refused: Refused) -> None:
    case = ground.owing()
    acts.dispute(ana, case.titles[0], "diz que pagou")
    assert ground.db.execute(
        "SELECT contract_code, installment_code, valid_from::text, valid_to, actor, reason FROM crm.dispute "
        "WHERE ticket_id = %s",
        (case.titles[0],),
    ).fetchall() == [(case.contract.contract_code, 1, AT, None, "ana", "diz que pagou")]
    assert ground.last_event(case.titles[0], "kind, rule, reason") == ("dispute", "R5.8", "diz que pagou")
    assert [ground.ticket(ticket, "version") for ticket in (case.ticket, *case.titles)] == [(1,), (2,), (1,)]
    with refused("R5.8", "parcela 1 já está em contestação desde 11/03/2026 (por ana)"):
        acts.dispute(ana, case.titles[0], "de novo")
    acts.dispute(ana, case.titles[1], "outra parcela")


def test_end_of_a_dispute(ground: Ground, ana: Person, refused: Refused) -> None:
    case = ground.owing()
    with refused("R5.8", "não está em contestação"):
        acts.end_dispute(ana, case.titles[0])
    acts.dispute(ana, case.titles[0], "diz que pagou")
    acts.end_dispute(ana, case.titles[0], reason="não pagou")
    assert ground.last_event(case.titles[0], "kind, reason") == ("dispute_ended", "não pagou")
    acts.dispute(ana, case.titles[0], "comprovante")
    found = ground.db.execute(
        "SELECT valid_to::text FROM crm.dispute WHERE ticket_id = %s ORDER BY dispute_id", (case.titles[0],)
    )
    assert found.fetchall() == [(AT,), (None,)]


def test_disputes_that_are_refused(ground: Ground, ana: Person, refused: Refused) -> None:
    case = ground.owing()
    with refused("R5.8", "motivo"):
        acts.dispute(ana, case.titles[0], "")
    with refused("R5.9", "ocorrência de contrato", "sub-ocorrência de parcela"):
        acts.dispute(ana, case.ticket, "x")
