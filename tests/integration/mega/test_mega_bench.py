"""The measures of `make bench` measure the real thing, in small."""

from pathlib import Path

import psycopg
import pytest

from cobranca import database
from cobranca.mega import bench
from cobranca.settings import Settings


@pytest.mark.usefixtures("landing", "address")
def test_decoding_is_measured_from_the_answer_to_the_table(company: Settings, db: psycopg.Connection) -> None:
    with database.connect() as conn:
        speed = bench.measure_decode(conn, company, contracts=4, rows=100)
        staged = conn.execute("SELECT count(*) FROM work.stage_installment").fetchone()
        conn.rollback()
    assert (speed.contracts, speed.rows, speed.staged) == (4, 400, 80)
    assert staged == (80,)
    assert speed.megabytes_a_core_second > 0


def test_calls_are_measured_against_a_server_with_latency(landing: Path) -> None:
    speed = bench.measure_calls(calls=64, latency_seconds=0.02, parallel=8)
    assert speed.calls == 64
    assert 0 < speed.share <= 1
