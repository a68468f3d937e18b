"""An answer as a line of a landed object."""

import base64
from typing import Final

import msgspec

from cobranca.mega.answer import Answer


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


_LANDED: Final = msgspec.json.Decoder(Landed)


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


def from_line(text: bytes) -> Answer:
    """The answer that a line holds."""
    line = _LANDED.decode(text)
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
