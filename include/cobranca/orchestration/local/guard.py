"""`python -m cobranca.orchestration.local.guard`: ends what a launcher started, when the launcher was killed.

It reads the launcher's pipe: a process id a line. A launcher that ends in order has ended its children
itself and says so; when the pipe breaks off without a word, the guard does it.
"""

import signal
import subprocess
import sys
from typing import IO, Final

from cobranca.orchestration.local.family import end

DONE: Final = "done"


class Guard:
    """The launcher's end of the pipe."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "cobranca.orchestration.local.guard"],
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def watch(self, pid: int) -> None:
        """Have this process ended, should the launcher be killed."""
        self._say(str(pid))

    def dismiss(self) -> None:
        """Everything was ended in order."""
        self._say(DONE)
        self._process.communicate()

    def _say(self, word: str) -> None:
        if self._process.poll() is not None:
            return
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()


def keep(pipe: IO[str]) -> None:
    """Wait for the launcher's end, and end what it left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    words = [line.strip() for line in pipe]
    if DONE not in words:
        end(int(word) for word in words)


if __name__ == "__main__":
    keep(sys.stdin)
