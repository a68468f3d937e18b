"""R5: linear flows."""

import pytest

from tests.sql.world import World


@pytest.fixture
def owing(world: World) -> World:
    """Title 1 with 8 days on 10/03/2026."""
    world.row(1, "2026-03-02")
    world.day("2026-03-10")
    return world


def status(world: World) -> str:
    return world.open_titles()[0][2]


def test_advances_by_the_due_date_and_skips(owing: World) -> None:
    """R5.3: to the status whose span holds its days, however many it skips; the event names them."""
    owing.day("2026-03-11")
    assert status(owing) == "AVISO_5"
    owing.day("2026-04-01")
    assert status(owing) == "AVISO_30"
    moved = owing.db.execute(
        "SELECT from_status, to_status, passed, rule FROM crm.ticket_event WHERE kind = 'moved'"
    ).fetchall()
    assert moved == [("AVISO_5", "AVISO_30", ["AVISO_10", "AVISO_20"], "R5.3")]


def test_never_backwards(owing: World) -> None:
    """R5.4: a later due date lowers the days, not the status."""
    owing.row(1, due_on="2026-03-06")
    owing.day("2026-03-11")
    assert owing.tickets("days_overdue, status_code", "kind = 'installment'") == [(5, "AVISO_5")]
    owing.row(1, due_on="2026-03-09")
    owing.day("2026-03-12")
    assert owing.tickets("days_overdue, status_code", "kind = 'installment'") == [(3, "AVISO_5")]


def test_a_persons_status_stays(owing: World) -> None:
    """R5.2."""
    owing.db.execute(
        "UPDATE crm.ticket_state SET status_code = 'LEMBRETE', placed_by = 'person' WHERE kind = 'installment'"
    )
    owing.day("2026-04-01")
    assert status(owing) == "LEMBRETE"


def test_hold_pauses_and_the_day_after_it_takes_its_true_place(owing: World) -> None:
    """R5.7."""
    owing.db.execute(
        "INSERT INTO crm.hold (branch_code, contract_code, until_on, valid_from, actor, reason) "
        "VALUES (1, 10, '2026-03-20', '2026-03-10 15:00-03', 'ana', 'acordo')"
    )
    owing.day("2026-03-20")
    assert status(owing) == "AVISO_5"
    owing.day("2026-03-21")
    assert status(owing) == "AVISO_10"


def test_dispute_pauses_one_title(owing: World) -> None:
    """R5.8: the others go on."""
    owing.row(2, "2026-03-02")
    owing.day("2026-03-11")
    owing.db.execute(
        "INSERT INTO crm.dispute (branch_code, contract_code, installment_code, valid_from, actor, reason) "
        "VALUES (1, 10, 1, '2026-03-11 15:00-03', 'ana', 'valor')"
    )
    owing.day("2026-03-14")
    assert [row[2] for row in owing.open_titles()] == ["AVISO_5", "AVISO_10"]


@pytest.mark.parametrize(("as_of", "expected"), [("2026-04-10", "AVISO_5"), ("2026-04-11", "AVISO_30")])
def test_study_pauses_for_thirty_days(owing: World, as_of: str, expected: str) -> None:
    """R3.6: from data_geracao 11/03; 30 days later still paused, then no longer."""
    owing.studies[3] = {"contract_code": 10, "generated_on": "2026-03-11", "status": "studied"}
    owing.day(as_of)
    assert status(owing) == expected


def test_of_two_studies_the_younger_still_pauses(owing: World) -> None:
    """R3.6: each pauses for itself; the old one does not hide the other."""
    owing.studies[3] = {"contract_code": 10, "generated_on": "2026-01-07", "status": "studied"}
    owing.studies[4] = {"contract_code": 10, "generated_on": "2026-03-11", "status": "studied"}
    owing.day("2026-04-10")
    assert status(owing) == "AVISO_5"


def test_renegotiation_seen_from_the_day_after(owing: World) -> None:
    """R2.6: generated on D does not pause D."""
    owing.studies[3] = {"contract_code": 10, "generated_on": "2026-03-12", "status": "studied"}
    owing.day("2026-03-12")
    assert status(owing) == "AVISO_10"


def test_missing_row_does_not_move(owing: World) -> None:
    """R6.3."""
    owing.row(2, "2026-03-02")
    owing.day("2026-03-11")
    del owing.rows[1, 10, 1]
    owing.day("2026-03-12")
    assert [row[2] for row in owing.open_titles()] == ["AVISO_5", "AVISO_10"]


def contract_status(world: World) -> tuple[str, str]:
    """Status of the open contract ticket, and whose placing it is."""
    return world.tickets("status_code, placed_by", "kind = 'contract' AND closed_on IS NULL")[0]


def moves(world: World) -> list[tuple]:
    """(D, from, passed, to, rule) of the machine's moves of the contract ticket."""
    return world.db.execute(
        "SELECT e.as_of::text, from_status, passed, to_status, rule FROM crm.ticket_event e JOIN crm.ticket t "
        "USING (ticket_id) WHERE t.kind = 'contract' AND e.kind = 'moved' AND e.actor <> 'Ana' ORDER BY event_id"
    ).fetchall()


def test_a_person_puts_a_contract_ticket_in_a_linear_status(owing: World) -> None:
    """R5.2: it waits the status's own time from then and goes where it leads; RETORNO 2 days, REVISAO 3."""
    owing.put("RETORNO", "2026-03-10 16:00")
    owing.day("2026-03-11")
    assert contract_status(owing) == ("RETORNO", "person")
    owing.day("2026-03-12")
    assert contract_status(owing) == ("REVISAO", "person")
    owing.day("2026-03-14")
    assert contract_status(owing) == ("REVISAO", "person")
    owing.day("2026-03-15")
    assert contract_status(owing) == ("ETAPA_FINAL", "person")
    owing.day("2026-04-30")
    assert moves(owing) == [
        ("2026-03-12", "RETORNO", [], "REVISAO", "R5.2"),
        ("2026-03-15", "REVISAO", [], "ETAPA_FINAL", "R5.2"),
    ]


def test_after_missed_days_it_stands_where_they_would_have_put_it(owing: World) -> None:
    """R9.2: REVISAO would have been entered on 12/03, whatever the day of the run; the event names what it passed."""
    owing.put("RETORNO", "2026-03-10 16:00")
    owing.day("2026-03-14")
    assert contract_status(owing) == ("REVISAO", "person")
    owing.day("2026-03-15")
    assert contract_status(owing) == ("ETAPA_FINAL", "person")
    owing.put("RETORNO", "2026-03-16 16:00")
    owing.day("2026-03-30")
    assert contract_status(owing) == ("ETAPA_FINAL", "person")
    assert moves(owing)[-1] == ("2026-03-30", "RETORNO", ["REVISAO"], "ETAPA_FINAL", "R5.2")


def test_put_again_it_waits_again(owing: World) -> None:
    """R5.2: from then, not from what the machine remembered."""
    owing.put("RETORNO", "2026-03-10 16:00")
    owing.day("2026-03-14")
    owing.put("REVISAO", "2026-03-14 16:00")
    owing.day("2026-03-16")
    assert contract_status(owing) == ("REVISAO", "person")
    owing.day("2026-03-17")
    assert contract_status(owing) == ("ETAPA_FINAL", "person")


@pytest.mark.parametrize("where", ["EM_CONTATO", "ETAPA_FINAL", "AGUARDANDO_ATENDIMENTO"])
def test_a_status_without_an_end_keeps_it(owing: World, where: str) -> None:
    """R5.2: non-linear, final, or of 9999 days: nothing of its days overdue moves it."""
    owing.put(where, "2026-03-10 16:00")
    owing.day("2026-06-30")
    assert contract_status(owing) == (where, "person")


def test_the_time_goes_on_during_a_hold(owing: World) -> None:
    """R5.7: no move while it lasts; the day after, the place that it would have come to."""
    owing.put("RETORNO", "2026-03-10 16:00")
    owing.db.execute(
        "INSERT INTO crm.hold (branch_code, contract_code, until_on, valid_from, actor, reason) "
        "VALUES (1, 10, '2026-03-14', '2026-03-11 15:00-03', 'Ana', 'acordo')"
    )
    owing.day("2026-03-12")
    owing.day("2026-03-14")
    assert contract_status(owing) == ("RETORNO", "person")
    owing.day("2026-03-15")
    assert contract_status(owing) == ("ETAPA_FINAL", "person")


def test_a_study_and_a_failed_extract_pause_it_too(owing: World) -> None:
    """R3.6, R8.8."""
    owing.put("RETORNO", "2026-03-10 16:00")
    owing.failing.add((1, 10))
    owing.day("2026-03-12")
    assert contract_status(owing) == ("RETORNO", "person")
    owing.failing.clear()
    owing.studies[3] = {"contract_code": 10, "generated_on": "2026-03-12", "status": "studied"}
    owing.day("2026-03-13")
    assert contract_status(owing) == ("RETORNO", "person")
    owing.studies[3] |= {"status": "refused"}
    owing.day("2026-03-14")
    assert contract_status(owing) == ("REVISAO", "person")


def test_a_route_makes_it_the_machines_again(owing: World) -> None:
    """R5.2, R4.2: the first status of the route until a person acts; then back to the true place."""
    owing.put("RETORNO", "2026-03-10 16:00")
    owing.act("J", "2026-03-10 16:30")
    owing.day("2026-03-12")
    assert owing.open_contracts() == [(10, "COD_CTR_JURIDICO", "INTEGRACAO")]
    assert contract_status(owing) == ("INTEGRACAO", "machine")
    owing.day("2026-05-01")
    assert contract_status(owing) == ("INTEGRACAO", "machine")
    owing.act("LIMPAR", "2026-05-01 16:30")
    owing.day("2026-05-02")
    assert owing.open_contracts() == [(10, "COD_COBRANCA", "AGUARDANDO_ATENDIMENTO")]
    assert contract_status(owing) == ("AGUARDANDO_ATENDIMENTO", "machine")


def test_the_end_of_the_contract_comes_before_its_next_status(owing: World) -> None:
    """R6.5: closures stand before flows; what closes does not move on."""
    owing.put("RETORNO", "2026-03-10 16:00")
    owing.contract(10, status_code="D", status_on="2026-03-11")
    owing.day("2026-03-12")
    assert {status for _, _, status, *_ in owing.closed()} == {"BAIXA_DISTRATO", "BX_DISTRATO_PARCELA"}
    assert moves(owing) == []


def test_a_late_run_moves_what_had_waited_by_its_day(owing: World) -> None:
    """R9.3: as if no day had been missed."""
    owing.put("RETORNO", "2026-03-10 16:00")
    for day in ("2026-03-11", "2026-03-12", "2026-03-13", "2026-03-14", "2026-03-15"):
        owing.day(day, late=True)
    assert [move[0] for move in moves(owing)] == ["2026-03-12", "2026-03-15"]


def test_the_minute(owing: World) -> None:
    """R5.3: waited by a ticket that a person put back there; it stays a person's and waits there again."""
    owing.put("INTERMEDIARIO", "2026-03-10 16:00:30")
    owing.soon("2026-03-10 16:01")
    assert contract_status(owing) == ("INTERMEDIARIO", "person")
    owing.soon("2026-03-10 16:10")
    assert contract_status(owing) == ("AGUARDANDO_ATENDIMENTO", "person")
    owing.soon("2026-03-10 16:20")
    assert moves(owing) == [("2026-03-10", "INTERMEDIARIO", [], "AGUARDANDO_ATENDIMENTO", "R5.3")]


def test_several_minutes_are_passed_at_once_and_named(owing: World) -> None:
    """R5.3: but days are the daily batch's, counted from the minute at which they began."""
    owing.db.execute("UPDATE work.settings_flow_step SET wait_minutes = 5, wait_days = 0 WHERE status_code = 'RETORNO'")
    owing.db.execute("UPDATE work.settings_flow_step SET leads_to = 'RETORNO' WHERE status_code = 'INTERMEDIARIO' "
                     "AND request_code = 'COD_COBRANCA'")  # fmt: skip
    owing.put("INTERMEDIARIO", "2026-03-10 23:50")
    owing.soon("2026-03-14 00:10")
    assert contract_status(owing) == ("REVISAO", "person")
    assert moves(owing) == [("2026-03-14", "INTERMEDIARIO", ["RETORNO"], "REVISAO", "R5.3")]
    owing.day("2026-03-14")
    assert contract_status(owing) == ("ETAPA_FINAL", "person")


def test_the_minute_rests_with_the_contract(owing: World) -> None:
    """R5.7: during a hold nothing moves; afterwards the daily batch sees to it, too."""
    owing.put("INTERMEDIARIO", "2026-03-10 16:00")
    owing.db.execute(
        "INSERT INTO crm.hold (branch_code, contract_code, until_on, valid_from, actor, reason) "
        "VALUES (1, 10, '2026-03-11', '2026-03-10 15:00-03', 'Ana', 'acordo')"
    )
    owing.soon("2026-03-10 16:10")
    owing.day("2026-03-11")
    assert contract_status(owing) == ("INTERMEDIARIO", "person")
    owing.day("2026-03-12")
    assert contract_status(owing) == ("AGUARDANDO_ATENDIMENTO", "person")
