"""`cobranca sandbox` as a process of its own."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import httpx
import pytest
import typer
from typer.testing import CliRunner

from cobranca.sandbox.cli import register

COMMAND = [sys.executable, "-m", "cobranca.sandbox", "--port", "0"]


@contextmanager
def _started(*options: str, **more: str) -> Iterator[str]:
    with subprocess.Popen([*COMMAND, *options], stdout=subprocess.PIPE, text=True, env=more or None) as process:
        assert process.stdout is not None
        told = re.search(r"http://\S+?:\d+", process.stdout.readline())
        assert told
        yield told[0]
        process.terminate()
        assert process.wait(timeout=10) in (0, -signal.SIGTERM)


def test_a_thousand_contracts_come_up_in_under_five_seconds() -> None:
    started = perf_counter()
    said = {"userName": "somebody", "password": "something"}
    with _started("--contracts", "1000", "--user", "somebody", "--password", "something") as url:
        assert httpx.post(f"{url}/api/Auth/SignIn", json=said).status_code == 200
        assert perf_counter() - started < 5


def test_the_clock_is_the_products(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "clock"
    file.write_text("2026-03-10T05:00")
    with _started("--contracts", "10", "--rows", "30", COBRANCA_CLOCK=f"@{file}", PATH="") as url:
        said = {"userName": "api.cobranca", "password": "sandbox"}
        token = httpx.post(f"{url}/api/Auth/SignIn", json=said).json()["accessToken"]
        code = httpx.get(f"{url}/sandbox/contracts?corner=plain").json()[0]["cod_contrato"]
        path, header = f"{url}/api/extrato/{code}", {"Authorization": f"Bearer {token}"}
        first = httpx.get(path, headers=header).text
        file.write_text("2026-09-10T05:00")
        assert httpx.get(path, headers=header).text.count('"Pago"') > first.count('"Pago"')
        file.unlink()
        assert httpx.get(path, headers=header).status_code == 500


def test_a_day_that_cannot_be_read_is_said() -> None:
    app = typer.Typer()
    register(app)
    app.command("other")(lambda: None)
    answer = CliRunner().invoke(app, ["sandbox", "--today", "ontem"])
    assert answer.exit_code == 2
    assert "write a day such as 2026-03-10" in answer.output
