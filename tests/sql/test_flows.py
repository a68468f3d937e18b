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
