"""The landing: what was fetched on D, kept as fetched, so that D can be run again from it (R9.5).

    COBRANCA_LANDING/2026-03-10/contracts.jsonl.zst, rows-00.jsonl.zst …, manifest-rows-00.json …

One line an answer: `{"endpoint", "status", "branch", "contract", …, "body"}`; a JSON body stands in the
line as it came. An object has its final name only when it is complete, and its manifest is written after it.
"""

import base64
import hashlib
import io
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, BinaryIO, Final

import msgspec
import zstandard
from upath import UPath

from cobranca.errors import PipelineError
from cobranca.mega.answer import Answer
from cobranca.mega.member import Member
from cobranca.paths import STATE

VARIABLE: Final = "COBRANCA_LANDING"
CONTRACTS: Final = "contracts"
LEVEL: Final = 1
"""zstd's lowest level: rows repeat so much that higher ones gain little and cost time."""
_BLOCK: Final = 1 << 20


class Line(msgspec.Struct, omit_defaults=True):
    """An answer as it stands in an object; `raw` holds a body that is not UTF-8, in base64."""

    endpoint: str
    status: int
    branch: int | None = None
    contract: int | None = None
    development: int | None = None
    why: str | None = None
    format: str = "json"
    records: tuple[str, ...] = ()
    raw: str | None = None


class Landed(Line):
    """A line as it is read back: with its body."""

    body: msgspec.Raw = msgspec.Raw(b"null")


class Manifest(msgspec.Struct):
    """What an object holds, and what was staged from it."""

    name: str
    lines: int
    bytes: int
    """JSON before compression."""
    sha256: str
    """Of the compressed object."""
    fetched_at: str
    settings_hash: str
    listing: str = ""
    """Of a chunk: the sha256 of the listings that its members were chosen from; another one: out of date."""
    fresh_on: date | None = None
    """Of listings: the day that the ERP's signal of its nightly update names (R8.7)."""
    staged: dict[str, int] = {}
    """Rows staged from it, a table each: what ingest's apply compares with."""
    members: list[Member] = []
    """Of a chunk: the contracts that were asked for, in scope for whatever reason."""


_LINES: Final = msgspec.json.Decoder(Landed)
_MANIFESTS: Final = msgspec.json.Decoder(Manifest)


def folder(as_of: date) -> UPath:
    """Where the landing of D stands: the folder or bucket `COBRANCA_LANDING`, `.run/landing` by default."""
    return UPath(os.environ.get(VARIABLE, "").strip() or str(STATE / "landing")) / as_of.isoformat()


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


def as_line(answer: Answer) -> bytes:
    """An answer as a line of an object; the body is spliced in, never decoded and written again."""
    head = Line(
        answer.endpoint,
        answer.status,
        answer.branch,
        answer.contract,
        answer.development,
        answer.why,
        answer.format,
        answer.records,
    )
    body = answer.body.strip().removeprefix(b"\xef\xbb\xbf")
    if body and not _is_utf8(body):
        head.raw, body = base64.b64encode(body).decode(), b""
    start = msgspec.json.encode(head)[:-1]
    return b'%s,"body":%s}\n' % (start, _as_json(answer, body) if body else b"null")


def _as_json(answer: Answer, body: bytes) -> bytes:
    if answer.format != "json" or answer.why:
        return msgspec.json.encode(body.decode())
    return body.replace(b"\n", b" ").replace(b"\r", b" ") if b"\n" in body or b"\r" in body else body


def _is_utf8(body: bytes) -> bool:
    try:
        return body.isascii() or bool(body.decode())
    except UnicodeDecodeError:
        return False


def write_manifest(as_of: date, manifest: Manifest) -> None:
    """Write the manifest of an object, in place of an earlier one."""
    target = folder(as_of) / f"manifest-{manifest.name}.json"
    draft = target.with_name(f".manifest-{uuid.uuid4().hex}.part")
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    draft.rename(target)


def manifest(as_of: date, name: str) -> Manifest:
    """The manifest of an object.

    Raises:
        PipelineError: nothing was landed under that name.
    """
    target = folder(as_of) / f"manifest-{name}.json"
    try:
        return _MANIFESTS.decode(target.read_bytes())
    except FileNotFoundError:
        raise PipelineError(
            f"the landing of {as_of:%d/%m/%Y} has no {name!r}: run the day from the ERP (source: erp)"
        ) from None


def listing(as_of: date) -> str:
    """The sha256 of the listings landed on D; '' where there are none."""
    return next((each.sha256 for each in _manifests(as_of, CONTRACTS) if each.name == CONTRACTS), "")


def chunks(as_of: date, take: str) -> dict[int, Manifest]:
    """The manifests of the chunks of D that belong to its listings, by chunk."""
    current = listing(as_of)
    found = [each for each in _manifests(as_of, f"{take}-") if each.listing == current]
    return {int(each.name.rpartition("-")[2]): each for each in found}


def _manifests(as_of: date, prefix: str) -> list[Manifest]:
    there = folder(as_of)
    found = sorted(there.glob(f"manifest-{prefix}*.json"), key=lambda path: path.name) if there.exists() else []
    return [_MANIFESTS.decode(path.read_bytes()) for path in found]


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
            yield _answer(_LINES.decode(line))


def _answer(line: Landed) -> Answer:
    body = base64.b64decode(line.raw) if line.raw else bytes(line.body)
    if body[:1] == b'"' and (line.format != "json" or line.why):
        body = msgspec.json.decode(body, type=str).encode()
    return Answer(
        line.endpoint,
        line.status,
        b"" if body == b"null" else body,
        line.branch,
        line.contract,
        line.development,
        line.why,
        "xml" if line.format == "xml" else "json",
        line.records,
    )


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
