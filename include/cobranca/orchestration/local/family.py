"""Ending processes together with all that they started, process groups of their own included."""

from collections.abc import Iterable
from typing import Final

import psutil

PATIENCE: Final = 20.0
"""Seconds that a process is given to end by itself."""


def end(pids: Iterable[int]) -> None:
    """Ask the processes to end, all at once; after `PATIENCE` kill what is left of them and of what they started."""
    leaders = [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]
    families = [member for leader in leaders for member in _of(leader)]
    for leader in leaders:
        if leader.is_running():
            leader.terminate()
    psutil.wait_procs(leaders, PATIENCE)
    for member in families:
        if member.is_running():
            member.kill()
    psutil.wait_procs(families, PATIENCE)


def _of(leader: psutil.Process) -> list[psutil.Process]:
    try:
        return [leader, *leader.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
