"""`make bench`, part (b): JSON through decode, landing and COPY; calls to the sandbox at 50 ms a call, 16 at once."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import requests

from cobranca import database, localserver, settings
from cobranca.connections import Connection
from cobranca.mega.bench import measure_decode
from cobranca.mega.fetching import unordered
from cobranca.mega.rest import Call, RestClient
from cobranca.settings.erp import Rest
from cobranca.settings.tables import store

LATENCY_MS: Final = 50
PARALLEL: Final = 16
CONTRACTS: Final = 200
CALLS: Final = 3200


def main(contracts: int = 2000, rows: int = 600) -> None:
    """Measure both and print them beside their targets."""
    folder = Path(tempfile.mkdtemp(prefix="cobranca-bench-"))
    try:
        _decode(folder, contracts, rows)
        _calls()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _decode(folder: Path, contracts: int, rows: int) -> None:
    server = localserver.start(folder / "pg", "bench")
    os.environ |= {
        "AIRFLOW_CONN_COBRANCA_DB": localserver.address(server, "bench"),
        "COBRANCA_LANDING": str(folder / "landing"),
        "COBRANCA_CLOCK": "2026-03-10T05:00",
    }
    database.migrate()
    from cobranca import clock  # noqa: PLC0415 - reads the variable set above

    company = settings.load()
    with database.connect() as conn:
        store(conn, company, clock.now())
    with database.connect() as conn:
        speed = measure_decode(conn, company, contracts, rows)
    print(
        f"decode, landing and COPY of {speed.contracts:,} contracts, {speed.rows:,} rows, "
        f"{speed.megabytes:,.0f} MB: "
        f"{speed.megabytes_a_core_second:.0f} MB/s a core (target 100), "
        f"{speed.megabytes_a_second:.0f} MB/s of wall time",
        flush=True,
    )
    server.cleanup()


def _calls() -> None:
    command = [sys.executable, "-m", "cobranca.sandbox", "--port", "0", "--contracts", str(CONTRACTS), "--rows", "20"]
    command += ["--today", "2026-03-10"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sandbox:
        try:
            assert sandbox.stdout is not None
            url = next(word for word in sandbox.stdout.readline().split() if word.startswith("http"))
            _timed(url)
        finally:
            sandbox.terminate()


def _timed(url: str) -> None:
    address = Connection("bench", "http", host=url, login="api.cobranca", password="sandbox")
    listed = requests.get(f"{url}/sandbox/contracts", timeout=60).json()
    codes = sorted({item["cod_contrato"] for item in listed})
    with RestClient(address, Rest(parallel_calls=PARALLEL)) as client:
        asked = [Call("DadosParcelas", f"/api/Carteira/DadosParcelas/IdContrato={code}") for code in codes]
        for _ in unordered(client.fetch, iter(asked), PARALLEL):
            continue
        rule = {"kind": "latency", "milliseconds": LATENCY_MS, "path": "DadosParcelas"}
        requests.post(f"{url}/sandbox/misbehave", json=rule, timeout=60).raise_for_status()
        started = time.perf_counter()
        turns = (asked[number % len(asked)] for number in range(CALLS))
        count = sum(1 for _ in unordered(client.fetch, turns, PARALLEL))
        rate = count / (time.perf_counter() - started)
    possible = PARALLEL * 1000 / LATENCY_MS
    print(
        f"calls to the sandbox at {LATENCY_MS} ms, {PARALLEL} at once: {rate:.0f}/s, "
        f"{rate / possible:.0%} of the possible {possible:.0f}/s (target 85 %)",
        flush=True,
    )


if __name__ == "__main__":
    main()
