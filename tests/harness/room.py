"""Where a test's PostgreSQL keeps its data: in memory where there is room.

What a killed process has written stays with the kernel, on whatever medium: recovery finds the same on both, and the
settings are those of production. Only the waiting for the disk is saved, which on a busy machine is most of the time.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 2 << 30
"""Bytes; PostgreSQL has its shared memory there, too."""


@contextmanager
def room(name: str) -> Iterator[Path]:
    """A new folder with a short name, as PostgreSQL's socket wants it; it goes with the block."""
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    folder = Path(tempfile.mkdtemp(prefix=f"cobranca-{name}-", dir=MEMORY if is_roomy else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
