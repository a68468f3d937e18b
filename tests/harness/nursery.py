"""`python -m tests.harness.nursery`: processes of the command line `cobranca`, born with everything imported.

A batch of fifty contracts works for two seconds, and imports for eight before it does. This process imports once
and forks: each child is a process of its own, with its own memory, connections and end, and runs `cobranca …`
from there on as the installed command does. It reads a line of JSON a command, and answers with one:

    {"start": ["batch"], "environment": {…}, "log": "/…/log"} → {"pid": 4711}
    {"end": 4711} → {"code": 0}, null while it works
"""

import json
import logging
import os
import sys
import traceback
from typing import Any

from cobranca import cli
from cobranca.pipeline import batch, gate_context  # noqa: F401 - imported before the first child is born

UNFORESEEN = 70
"""The exit code of what the command line did not expect."""
SIGNALLED = 128
"""What a shell adds to the number of the signal that ended a process."""


def serve() -> None:
    """Answer until the pipe breaks off."""
    gate_context._contexts()
    for line in sys.stdin:
        asked = json.loads(line)
        answer = {"code": _end_of(asked["end"])} if "end" in asked else {"pid": _born(asked)}
        print(json.dumps(answer), flush=True)


def _born(asked: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = UNFORESEEN
    try:
        code = _live(asked)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _live(asked: dict[str, Any]) -> int:
    log = os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    silence = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((silence, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["cobranca", *asked["start"]]
    logging.captureWarnings(True)
    try:
        cli.main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


def _end_of(pid: int) -> int | None:
    ended, status = os.waitpid(pid, os.WNOHANG)
    if not ended:
        return None
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else SIGNALLED - code


if __name__ == "__main__":
    serve()
