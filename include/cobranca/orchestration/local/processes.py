"""Processes that end with the one that started them, whatever ends it."""

import ctypes
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Final

from cobranca.errors import CobrancaError
from cobranca.orchestration.local import family
from cobranca.orchestration.local.guard import Guard

ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_PDEATHSIG: Final = 1


class ChildDied(CobrancaError):
    """A process that should be alive has ended; the message shows the end of its log."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process of ours and the file that it writes to."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


class Children:
    """What was started, ended when the block ends, together with all that it started.

    Should this process be killed outright, a guard beside it ends them.
    """

    def __init__(self) -> None:
        self._children: list[Child] = []
        self._guard = Guard()

    def __enter__(self) -> "Children":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with _signals(signal.SIG_IGN):
            # The number of one that has ended may be another process's by now.
            family.end(child.process.pid for child in self._children if child.process.poll() is None)
            for child in self._children:
                child.process.wait()
            self._guard.dismiss()

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> Child:
        """Start a command in a process group of its own, its output going to `log`."""
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 - commands of our own
                command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._guard.watch(process.pid)
        child = Child(name, process, log)
        self._children.append(child)
        return child

    def insist(self) -> None:
        """Raise ChildDied where one of them has ended."""
        for child in self._children:
            if child.process.poll() is not None:
                raise ChildDied(
                    f"{child.name} ended with code {child.process.returncode}; the end of {child.log}:\n"
                    + tail(child.log)
                )

    def wait_until(self, ready: Callable[[], bool], what: str, seconds: float) -> None:
        """Wait for something of the children.

        Raises:
            ChildDied: one ended meanwhile, or `seconds` passed.
        """
        until = time.monotonic() + seconds
        while not ready():
            self.insist()
            if time.monotonic() > until:
                logs = "\n".join(f"--- {child.log}\n{tail(child.log, 8)}" for child in self._children)
                raise ChildDied(f"{what}: not within {seconds:.0f} s\n{logs}")
            time.sleep(0.3)


def tail(log: Path, lines: int = 30) -> str:
    """The last lines of a file."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def end_with_parent() -> None:
    """Have the kernel end this process when the one that started it is gone (Linux; `make` asks for it)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


@contextmanager
def interruptible() -> Iterator[None]:
    """SIGINT, SIGTERM and SIGHUP end the block as KeyboardInterrupt, so that everything is ended in order."""

    def interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a handler
        raise KeyboardInterrupt

    with _signals(interrupt):
        yield


@contextmanager
def _signals(handler: "Callable[[int, FrameType | None], None] | signal.Handlers") -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, handler) for number in ENDING}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
