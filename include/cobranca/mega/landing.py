"""The landing: what was fetched on D, kept as fetched, so that D can be run again from it (R9.5).

    COBRANCA_LANDING/2026-03-10/contracts.jsonl.zst, rows-00.jsonl.zst …, manifest-rows-00.json …

One line an answer: `{"endpoint", "status", "branch", "contract", …, "body"}`; a JSON body stands in the
line as it came. An object has its final name only when it is complete, and its manifest is written after it.
"""

import hashlib
import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, BinaryIO, Final

import zstandard
from upath import UPath

from cobranca.errors import PipelineError
from cobranca.mega.answer import Answer
from cobranca.mega.lines import as_line, from_line
from cobranca.mega.manifests import folder, manifest

LEVEL: Final = 1
"""zstd's lowest level: rows repeat so much that higher ones gain little and cost time."""
_BLOCK: Final = 1 << 20


class Writer:
    """Writes one object; memory stays that of one answer."""

    def __init__(self, stream: BinaryIO) -> None:
        self.lines = self.bytes = 0
        self._sha256 = hashlib.sha256()
        self._stream = stream
        self._compressor = zstandard.ZstdCompressor(level=LEVEL).chunker(chunk_size=_BLOCK)

    def write(self, answer: Answer) -> None:
        """Add an answer."""
        line = as_line(answer)
        self.lines += 1
        self.bytes += len(line)
        self._emit(self._compressor.compress(line))

    def finish(self) -> str:
        """End the object; answers its sha256."""
        self._emit(self._compressor.finish())  # type: ignore[no-untyped-call]
        return self._sha256.hexdigest()

    def _emit(self, blocks: Iterator[bytes]) -> None:
        for block in blocks:
            self._sha256.update(block)
            self._stream.write(block)


@contextmanager
def writing(as_of: date, name: str) -> Iterator[Writer]:
    """A writer of the object `name` of D; the object appears, whole, when the block ends without an error."""
    target = folder(as_of) / f"{name}.jsonl.zst"
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{name}-{uuid.uuid4().hex}.part")
    try:
        with draft.open("wb") as stream:
            writer = Writer(stream)
            yield writer
        draft.rename(target)
    finally:
        if draft.exists():
            draft.unlink()


def answers(as_of: date, name: str) -> Iterator[Answer]:
    """The answers of an object, in the order in which they were landed.

    Raises:
        PipelineError: nothing was landed under that name, or it is not what its manifest says.
    """
    expected = manifest(as_of, name)
    target = folder(as_of) / f"{name}.jsonl.zst"
    if _sha256(target) != expected.sha256:
        raise PipelineError(f"the landed object {target.name} of {as_of:%d/%m/%Y} is not what its manifest says")
    with target.open("rb") as stream, zstandard.ZstdDecompressor().stream_reader(stream) as reader:
        for line in io.BufferedReader(_Raw(reader), _BLOCK):
            yield from_line(line)


def _sha256(target: UPath) -> str:
    digest = hashlib.sha256()
    with target.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


class _Raw(io.RawIOBase):
    """A zstd reader as the raw stream that BufferedReader wants."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count: int = self._reader.readinto(buffer)
        return count
