"""Two runs of the daily batch never overlap (R9.6): the second is refused and told why; one that lost its lease while
it applied applies nothing."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from cobranca.errors import RunRefused
from cobranca.pipeline import batch
from cobranca.pipeline.lease import Request
from tests.concurrency.conftest import DAY, Office
from tests.harness import truth
from tests.harness.postgres import halted
from tests.harness.shells import Shell


def until(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not ready():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


@contextmanager
def opening(office: Office) -> Iterator[Shell]:
    """A batch that stands in the midst of opening tickets until the block ends."""
    with halted(office.address, "crm.ticket_event", "new.kind = 'opened'") as is_there:
        shell = office.start("batch")
        until(is_there)
        yield shell


def test_a_second_one_is_refused_while_a_shell_works(office: Office) -> None:
    with opening(office) as first:
        second = office.start("batch")
        assert second.wait() == 1
        assert second.said == "RunRefused: another `cobranca batch` is alive: wait for it to end\n"
        with pytest.raises(RunRefused, match=r"the run 'cli__2026-03-10__\w+' of D 10/03/2026 is alive \(last sign"):
            batch.begin(Request(DAY, "scheduled__1"))
        office.run("flow")  # the batch of every ten minutes may work beside it
    assert first.wait() == 0, first.said


def test_a_shell_is_refused_while_airflows_run_lives_and_takes_over_when_it_is_silent(office: Office) -> None:
    run_id = batch.begin(Request(DAY, "scheduled__1"))
    refused = office.start("batch")
    assert refused.wait() == 1
    assert refused.said.startswith("RunRefused: the run 'scheduled__1' of D 10/03/2026 is alive")
    office.beside.at(DAY, "05:16")
    office.run("batch")
    with pytest.raises(RunRefused, match="taken over"):
        batch.plan(run_id, "tickets")


def test_what_a_run_applies_that_was_taken_over_is_refused(office: Office) -> None:
    """Its process lives, but gave no sign of it: the other one has planned on what it would change now."""
    with opening(office) as first:
        office.beside.at(DAY, "05:16")
        second = batch.begin(Request(DAY, "scheduled__1"))
    assert first.wait() == 1
    assert "has ended or was taken over: nothing of this step is applied" in first.said
    with psycopg.connect(office.address) as conn:
        opened = "SELECT count(*) FROM crm.ticket_event WHERE as_of = %s AND kind = 'opened'"
        assert conn.execute(opened, [DAY]).fetchone() == (0,)
        runs = "SELECT state FROM audit.batch_run WHERE as_of = %s ORDER BY run_id"
        assert conn.execute(runs, [DAY]).fetchall() == [("failed",), ("running",)]
        assert truth.lies(conn) == []
    batch.fail(second, "the test is over")
    office.run("batch")
