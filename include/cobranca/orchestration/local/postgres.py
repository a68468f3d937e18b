"""The embedded PostgreSQL as a process of its own: `python -m cobranca.orchestration.local.postgres FOLDER …`.

It holds the server until it is ended, and then stops it, so that no server outlives who started it.
"""

import json
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

from cobranca import localserver


def hold(folder: Path, databases: list[str], ready: Path) -> None:
    """Start the server, write the databases' addresses into `ready`, and keep it until a signal ends it."""
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a handler
        ended.set()

    signal.signal(signal.SIGTERM, end)
    server = localserver.start(folder, *databases)
    try:
        addresses = {name: localserver.address(server, name) for name in databases}
        unfinished = ready.with_suffix(".part")
        unfinished.write_text(json.dumps(addresses), encoding="utf-8")
        unfinished.replace(ready)
        while not ended.wait(1.0):
            continue
    finally:
        server.cleanup()


if __name__ == "__main__":
    hold(Path(sys.argv[1]), sys.argv[3:], Path(sys.argv[2]))
