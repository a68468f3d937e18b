"""What days of random lives brought to light, each as a named example with its rule.

The examples of one timetable share it, as contracts of one company; after every run the product is held to the plain
reading, so each test here only says what is remarkable about its own.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.laws.found import CAUGHT_UP, DAILY, GAPPED, code_of
from tests.laws.holding import play
from tests.laws.player import Player
from tests.oracle.book import Book

FIRST = date(2026, 3, 9)
Told = list[tuple[int, str, str]]


@pytest.fixture(scope="module")
def daily(server: str) -> Player:
    return play(server, *DAILY)


@pytest.fixture(scope="module")
def gapped(server: str) -> Player:
    return play(server, *GAPPED)


@pytest.fixture(scope="module")
def caught_up(server: str) -> Player:
    return play(server, *CAUGHT_UP)


def life(player: Player, name: str, row: int = 0) -> Told:
    """What happened to the tickets of a contract (row 0) or of a title: day, event, status."""
    return list(_life(player.book, code_of(name), row))


def _life(book: Book, code: int, row: int) -> Iterator[tuple[int, str, str]]:
    for event in book.events:
        kind, _, contract, installment, _ = event.name
        if (contract, installment) == (code, row) and kind in {"contract", "installment"}:
            yield (event.as_of - FIRST).days, event.kind, event.to_status


def test_a_row_that_turned_inactive_and_was_deleted_stops_no_day(daily: Player) -> None:
    """R2.5, R6.4."""
    assert life(daily, "deleted after inactivation", 1) == [
        (0, "opened", "AVISO_10"),
        (2, "closed", "BX_INATIVACAO_PARCELA"),
    ]
    assert daily.book.closed[3, code_of("deleted after inactivation"), 1][0].closing_reason == "inativada"


def test_an_occurrence_is_integrated_whatever_the_extract_did(daily: Player) -> None:
    """R3.1, R8.8."""
    mine = [one for one in daily.book.integrated.values() if one.key[1] == code_of("occurrence of an odd day")]
    assert [(one.request, (one.opened_on - FIRST).days) for one in mine] == [("COBREL", 3)]
    assert life(daily, "occurrence of an odd day", 1) == [(0, "opened", "AVISO_5"), (4, "moved", "AVISO_10")]


def test_a_missing_child_keeps_its_parent_where_it_stands(daily: Player) -> None:
    """R4.1, R6.3, R8.9: the other title is not the buyer's."""
    assert life(daily, "missing beside repasse") == [(0, "opened", "AGUARDANDO_ATENDIMENTO")]
    assert life(daily, "gone beside repasse")[1:] == [(4, "routed", "INTEGRACAO")]


def test_a_contract_that_is_over_closes_where_it_stands(daily: Player) -> None:
    """R2.3, R4.1: its missing title is not the buyer's, and nothing of it is overdue any more."""
    assert life(daily, "transferred beside repasse")[1:] == [(3, "closed", "BAIXA_TRANSF")]


def test_the_younger_of_two_studies_pauses(daily: Player) -> None:
    """R3.6: the older one is too old to."""
    assert life(daily, "two studies", 1) == [(0, "opened", "LEMBRETE")]


def test_a_due_date_moved_ahead_beside_a_mark_routes_to_the_first_place_and_closes(daily: Player) -> None:
    """R4.2, R6.3."""
    assert life(daily, "moved ahead and marked", 1) == [
        (0, "opened", "AVISO_10"),
        (3, "routed", "AGUARDANDO_ATENDIMENTO"),
        (3, "closed", "BX_INATIVACAO_PARCELA"),
    ]


def test_a_returned_cheque_is_a_new_ticket_that_names_the_old_one(daily: Player) -> None:
    """R2.5, R3.5."""
    title = (3, code_of("cheque returned"), 1)
    assert [kind for _, kind, _ in life(daily, "cheque returned", 1)] == ["opened", "closed", "reopened"]
    assert daily.book.open[title].reopened_from is daily.book.closed[title][0]


def test_one_code_in_two_branches_is_two_contracts(daily: Player) -> None:
    """R3.11."""
    code = code_of("twins")
    assert {key for key in daily.book.open if key[1] == code} == {(3, code), (3, code, 1), (4, code), (4, code, 1)}


def test_a_distrato_that_is_studied_closes_nothing_and_nobody_is_told(daily: Player) -> None:
    """R3.9; cancelled on day 5, the title is told of what it enters then."""
    assert [status for _, _, status in life(daily, "distrato studied", 1)] == ["LEMBRETE", "AVISO_5", "AVISO_10"]


def test_what_people_placed_moves_by_its_own_wait(daily: Player) -> None:
    """R5.2: two days of RETORNO, whatever the days overdue; a mark makes it the machine's again."""
    assert life(daily, "awaits a call") == [
        (0, "opened", "AGUARDANDO_ATENDIMENTO"),
        (1, "moved", "RETORNO"),
        (3, "moved", "EM_NEGOCIACAO"),
        (5, "routed", "INTEGRACAO"),
    ]


def test_closed_and_reopened_in_a_gap_keeps_its_ticket(gapped: Player) -> None:
    """R9.2: paid and reversed while nothing ran."""
    assert life(gapped, "paid and reversed in the gap", 1) == [(0, "opened", "AVISO_10"), (9, "moved", "AVISO_20")]
    assert [one.opened_on for one in gapped.steady.closed[3, code_of("paid and reversed in the gap"), 1]] == [FIRST]


def test_born_and_ended_in_a_gap_has_no_ticket(gapped: Player) -> None:
    """R9.2."""
    assert life(gapped, "born and paid in the gap", 1) == []
    assert gapped.steady.closed[3, code_of("born and paid in the gap"), 1]


def test_what_rests_since_the_gap_stands_where_the_last_day_left_it(gapped: Player) -> None:
    """R5.7 beside R9.2 (decision 0010); afterwards it takes its true place."""
    assert life(gapped, "held in the gap", 1) == [(0, "opened", "LEMBRETE"), (9, "moved", "AVISO_10")]


def test_a_later_due_date_lowers_the_days_and_not_the_status(gapped: Player) -> None:
    """R5.4: the days that ran saw only the later date."""
    assert life(gapped, "moved in the gap", 1) == [(0, "opened", "AVISO_5"), (9, "moved", "AVISO_10")]
    every_day = list(_life(gapped.steady, code_of("moved in the gap"), 1))
    assert every_day == [(0, "opened", "AVISO_5"), (2, "moved", "AVISO_10")]


def test_days_caught_up_from_the_landing_are_as_if_never_missed(caught_up: Player) -> None:
    """R9.3: booked late, the payment closes on the day on which the ERP showed it, though read days afterwards."""
    assert life(caught_up, "booked late", 1) == [(0, "opened", "AVISO_10"), (2, "closed", "COD_STATUS_BAIXA")]
    assert [event.late for event in caught_up.book.events if event.kind == "closed"] == [True]


def test_other_banking_days_are_seen_by_whose_rows_are_read(daily: Player) -> None:
    """R3.2, R2.2: from day 5 on a due date moves no more; Saturday's title is overdue on Sunday."""
    assert life(daily, "due on a Saturday", 1) == [(6, "opened", "AGUARDANDO_ATENDIMENTO")]
