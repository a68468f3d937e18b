"""`cobranca …` as processes that a test starts, freezes, kills and waits for."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from cobranca.paths import INCLUDE, ROOT

KILLED = 128 + signal.SIGKILL
PATIENCE = 180.0
"""Seconds that a batch may take on a busy machine."""


@dataclass(frozen=True)
class Shell:
    """A process that runs `cobranca …`, and the file that it writes to."""

    pid: int
    log: Path
    nursery: "Nursery"

    def send(self, number: signal.Signals) -> None:
        """Send a signal; it may be over already."""
        os.kill(self.pid, number)

    def wait(self) -> int:
        """Its exit code; `KILLED` where it was killed."""
        until = time.monotonic() + PATIENCE
        while (code := self.nursery.ask({"end": self.pid})["code"]) is None:
            assert time.monotonic() < until, f"it works for ever, saying: {self.said}"
            time.sleep(0.02)
        return int(code)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It does nothing while the block works, as a process that gets no processor."""
        self.send(signal.SIGSTOP)
        try:
            yield
        finally:
            self.send(signal.SIGCONT)

    @property
    def said(self) -> str:
        """What it wrote so far."""
        return self.log.read_text("utf-8", errors="replace") if self.log.exists() else ""


class Nursery:
    """Starts shells that need not import anything. Those it started are its children until they are waited for."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{INCLUDE}"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.harness.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        self._asking = threading.Lock()

    def __enter__(self) -> "Nursery":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def start(self, arguments: list[str], environment: Mapping[str, str], log: Path) -> Shell:
        """Start `cobranca <arguments>`."""
        answer = self.ask({"start": arguments, "environment": dict(environment), "log": str(log)})
        return Shell(int(answer["pid"]), log, self)

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Ask the process that starts and waits; threads may ask at once."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._asking:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer
