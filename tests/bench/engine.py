"""`make bench`, part (a): the steps of a first load and of a steady day on a large portfolio, put straight into
staging, beside the COPY of the same rows in the same run.

    python -m tests.bench.engine [titles [titles …]]

Several sizes run one after the other, each on a new server; the last lines set their steady days in relation.
"""

import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from cobranca import database, localserver
from cobranca.pipeline import batch
from cobranca.pipeline.lease import Request
from cobranca.pipeline.steps import STEPS

FIRST: Final = date(2026, 3, 10)
PORTFOLIO: Final = Path(__file__).with_name("portfolio.sql").read_text(encoding="utf-8")
SERVER: Final = ("max_wal_size = '8GB'", "checkpoint_timeout = '30min'", "shared_buffers = '4GB'", "work_mem = '128MB'",
                 "maintenance_work_mem = '512MB'")  # fmt: skip


def main(*sizes: int) -> None:
    """Run two days of each size and print what each step took."""
    steady = {titles: _in_a_folder(titles) for titles in sizes}
    for titles in sizes[1:]:
        times = steady[titles] / steady[sizes[0]]
        print(f"steady day, {titles:,} titles ÷ {sizes[0]:,} titles: {times:.2f} times as long")


def _in_a_folder(titles: int) -> float:
    folder = Path(tempfile.mkdtemp(prefix="cobranca-bench-"))
    try:
        return _run(folder, titles)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path, titles: int) -> float:
    server = localserver.start(folder / "pg", "bench", settings=SERVER)
    os.environ["AIRFLOW_CONN_COBRANCA_DB"] = localserver.address(server, "bench")
    database.migrate()
    for day in (0, 1):
        as_of = FIRST + timedelta(days=day)
        os.environ["COBRANCA_CLOCK"] = f"{as_of}T05:00"
        _stage(titles, day, as_of)
        seconds = _batch(as_of)
        copied = _copy(folder / "rows.copy")
        _report("first load" if day == 0 else "steady day", titles, seconds, copied)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of Python until here: {peak:.0f} MB", flush=True)
    server.cleanup()
    database.engine.cache_clear()
    return sum(sum(times[:3]) for times in seconds.values())


def _stage(titles: int, day: int, as_of: date) -> None:
    with database.connect() as conn:
        conn.execute(PORTFOLIO, {"titles": titles, "day": day, "as_of": as_of, "first": FIRST})


def _batch(as_of: date) -> dict[str, tuple[float, float, float, int]]:
    run_id = batch.begin(Request(as_of, f"bench__{as_of}", source="staged"))
    batch.fetch_contracts(run_id)
    for step in STEPS:
        if step.name == "reconcile":
            batch.reread(run_id)
        batch.plan(run_id, step.name)
        batch.gate(run_id, step.name)
        batch.apply(run_id, step.name)
    batch.finish(run_id)
    with database.connect() as conn:
        rows = conn.execute(
            "SELECT step, plan_seconds, gate_seconds, apply_seconds, planned FROM audit.step WHERE run_id = %(run_id)s",
            {"run_id": run_id},
        ).fetchall()
    return {name: (float(plan), float(gate), float(apply), planned) for name, plan, gate, apply, planned in rows}


def _copy(file: Path) -> float:
    """Seconds to COPY the mirror's rows, all columns, into a logged table without an index: the median of three."""
    with (
        database.connect() as conn,
        conn.cursor() as cursor,
        cursor.copy("COPY mega.installment TO STDOUT") as out,
        file.open("wb") as target,
    ):
        for block in out:
            target.write(block)
    return statistics.median(_copy_once(file) for _ in range(3))


def _copy_once(file: Path) -> float:
    with database.connect() as conn:
        conn.execute("CREATE TABLE work.bench_copy (LIKE mega.installment)")
    started = time.perf_counter()
    with (
        database.connect() as conn,
        conn.cursor() as cursor,
        cursor.copy("COPY work.bench_copy FROM STDIN") as into,
        file.open("rb") as source,
    ):
        while block := source.read(1 << 20):
            into.write(block)
    seconds = time.perf_counter() - started
    with database.connect() as conn:
        conn.execute("DROP TABLE work.bench_copy")
    return seconds


def _report(name: str, titles: int, seconds: dict[str, tuple[float, float, float, int]], copied: float) -> None:
    print(f"{name}, {titles:,} titles: COPY of the mirror's rows {copied:.2f} s")
    print(f"  {'step':<10} {'plan':>8} {'gate':>8} {'apply':>8} {'total':>8} {'× COPY':>7} {'planned':>10}")
    total = 0.0
    for step in STEPS:
        plan, gate, apply, planned = seconds[step.name]
        total += plan + gate + apply
        print(
            f"  {step.name:<10} {plan:8.2f} {gate:8.2f} {apply:8.2f} {plan + gate + apply:8.2f} "
            f"{(plan + gate + apply) / copied:7.2f} {planned:10,}"
        )
    print(f"  {'all':<10} {'':>26} {total:8.2f} {total / copied:7.2f}", flush=True)


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:]) if len(sys.argv) > 1 else (1_000_000,)))
