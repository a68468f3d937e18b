"""R3.2: whose rows are read on D."""

import psycopg
import pytest

from tests.sql import company
from tests.sql.world import World

DAY = "2026-03-12"  # toordinal() mod 7 is 4: contracts 11, 18, 25 … are the day's seventh


@pytest.fixture
def known(world: World) -> World:
    """Contracts 10 and 12 to 17, none of them in the seventh of 12/03, all read on 10/03."""
    for code in (10, *range(12, 18)):
        world.contract(code, status_code="A")
        world.row(1, "2026-12-20", contract=code)
    world.day("2026-03-10")
    world.run_id("2026-03-11")  # a good run
    return world


def why(world: World, as_of: str = DAY) -> dict[int, str]:
    """Contract → why it is read, beside those that wait for their seventh."""
    world.stage(as_of)
    world.execute("ingest/scope.sql", as_of)
    return dict(world.db.execute("SELECT contract_code, why FROM work.fetch_scope").fetchall())


def test_the_first_load_reads_all(world: World) -> None:
    for code in (10, 11):
        world.contract(code, status_code="A")
    assert why(world) == {10: "first_load", 11: "first_load"}


def test_a_contract_without_a_reason_waits_for_its_seventh(known: World) -> None:
    known.contract(18, status_code="Q")
    known.contract(20, status_code="Q")
    assert why(known) == {18: "seventh"}
    known.run_id("2026-03-12")
    assert why(known, "2026-03-13") == {12: "seventh"}


def test_after_days_without_a_run_their_sevenths_are_read_too(known: World) -> None:
    """R9.2: a row born meanwhile is found as if every day had run; after a week all are read."""
    assert why(known, "2026-03-18").keys() == {code for _, code in known.contracts}
    assert why(known, "2026-03-15") == {12: "seventh", 13: "seventh", 14: "seventh"}


def test_each_reason(known: World) -> None:
    """An open phase occurrence, Inadimplente, an open ticket, a mirrored row that is overdue on D."""
    known.row(2, "2026-03-03", contract=16)
    known.row(2, "2026-03-11", contract=17)
    known.day("2026-03-11")
    known.phases[900] = {"contract_code": 12, "phase_code": "1", "opened_on": "2026-03-12"}
    known.phases[901] = {"contract_code": 15, "phase_code": "1", "opened_on": "2026-03-01", "ended_on": "2026-03-11"}
    known.contract(13, status_code="U")
    assert why(known) == {16: "ticket", 12: "phase", 13: "delinquent", 17: "overdue"}


def test_what_is_overdue_goes_by_the_settings_of_d(db: psycopg.Connection) -> None:
    """R2.2: the mirror's effective due date is that of its last extract; a calendar may have changed since."""
    company.store(db)
    world = World(db)
    world.contract(10, status_code="Q")
    world.row(1, "2026-03-14")  # a Saturday: Monday 16/03 while the company moves to banking days
    world.day("2026-03-10")
    world.run_id("2026-03-14")
    assert why(world, "2026-03-15") == {}
    db.execute("UPDATE work.settings_parameter SET shifts_to_banking_day = false")
    assert why(world, "2026-03-15") == {10: "overdue"}
