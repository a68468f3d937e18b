"""A run that is gone on with: after an outage it is late (R7.8, R9.6), after a failure it is the same run still."""

from datetime import date

import psycopg
import pytest
from tests.integration.pipeline.conftest import Days
from tests.unit.settings.conftest import Folder

from cobranca.errors import GateFailed
from cobranca.pipeline import batch
from cobranca.pipeline.lease import Request

D = date(2026, 3, 14)
QUEUED = "SELECT count(*) FROM crm.message WHERE as_of = '2026-03-14' AND state = 'queued'"


@pytest.fixture
def announcing(days: Days, db: psycopg.Connection) -> Days:
    """A title that enters AVISO_10 on D, of somebody who has an e-mail address."""
    days.world.row(2, "2026-03-03")
    days.run("2026-03-10")
    db.execute(
        "INSERT INTO crm.customer_channel (customer_code, channel, address, source, valid_from) "
        "VALUES (500, 'email', 'ana@example.com', 'person', '2026-03-01')"
    )
    days.today("2026-03-14")
    return days


@pytest.mark.parametrize(("goes_on", "is_late", "queued"), [("2026-03-14", False, 1), ("2026-03-15", True, 0)])
def test_a_run_that_goes_on_the_day_after_is_late_and_tells_nobody(
    announcing: Days, db: psycopg.Connection, goes_on: str, is_late: bool, queued: int
) -> None:
    run_id = announcing.begin("2026-03-14")
    announcing.steps(run_id, until="flows")
    announcing.today(goes_on)
    for name in ("flows", "contact"):
        batch.plan(run_id, name)
        batch.gate(run_id, name)
        batch.apply(run_id, name)
    marked = db.execute("SELECT DISTINCT late FROM crm.ticket_event WHERE as_of = '2026-03-14' AND kind = 'moved'")
    assert marked.fetchall() == [(is_late,)]
    assert db.execute(QUEUED).fetchone() == (queued,)
    assert db.execute("SELECT late FROM audit.batch_run ORDER BY run_id DESC LIMIT 1").fetchone() == (is_late,)


def failed(days: Days, request: Request) -> int:
    """A run whose gate of `tickets` stopped it."""
    days.today("2026-03-14")
    run_id = batch.begin(request)
    for code in range(100, 121):
        days.world.row(code, "2026-03-08")
    days.world.stage("2026-03-14")
    with pytest.raises(GateFailed, match=r"tickets\.new_share"):
        days.steps(run_id)
    batch.fail(run_id, "tickets.gate: GateFailed")
    return run_id


def mended(days: Days, run_id: int) -> None:
    """The ERP says what is right now, and all tasks are cleared."""
    for code in range(100, 121):
        days.world.row(code, "2026-04-08")
    days.world.stage("2026-03-14")
    days.steps(run_id)
    batch.finish(run_id)


REQUEST = Request(D, "scheduled__2026-03-14", "staged")


def test_a_failed_run_is_taken_up_under_its_name(announcing: Days, db: psycopg.Connection) -> None:
    first = failed(announcing, REQUEST)
    assert batch.begin(REQUEST) == first
    mended(announcing, first)
    runs = "SELECT state, message FROM audit.batch_run WHERE as_of = '2026-03-14'"
    assert db.execute(runs).fetchall() == [("good", None)]


def test_a_failed_run_is_not_taken_up_after_another_one(announcing: Days, db: psycopg.Connection) -> None:
    first = failed(announcing, REQUEST)
    batch.fail(batch.begin(Request(D, "manual__1", "staged")), "no")
    assert batch.begin(REQUEST) > first + 1


def test_a_failed_run_is_not_taken_up_under_other_settings(
    announcing: Days, company: Folder, db: psycopg.Connection
) -> None:
    first = failed(announcing, REQUEST)
    company.edit("company.yaml", "tolerance: 0.00", "tolerance: 1.00")
    assert batch.begin(REQUEST) > first


def test_a_good_run_starts_anew(announcing: Days) -> None:
    first = batch.begin(REQUEST)
    announcing.world.stage("2026-03-14")
    announcing.steps(first)
    batch.finish(first)
    assert batch.begin(REQUEST) > first


def test_a_dry_run_that_failed_starts_anew(announcing: Days) -> None:
    """Its copies are gone."""
    first = batch.begin(Request(D, "dry", "staged", dry_run=True))
    batch.fail(first, "no")
    assert batch.begin(Request(D, "dry", "staged", dry_run=True)) > first
