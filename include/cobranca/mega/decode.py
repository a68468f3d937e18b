"""From the bytes of an answer to typed records.

The ERP's keys are matched without case (mega.md: `data_Venc_boleto`, `codigO_CLIENTE`): the first
record of an answer tells how this server spells them, and a decoder made for that spelling reads the
rest at full speed. Only when that fails is each record read by itself, to find the one to blame.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar

import msgspec

from cobranca.mega.records import Kind, Record
from cobranca.mega.refusals import Refusal

T = TypeVar("T", bound=Record)
Loose = dict[str, msgspec.Raw]

_WHOLE: Final = msgspec.json.Decoder(msgspec.Raw)
_LIST: Final = msgspec.json.Decoder(list[msgspec.Raw])
_LOOSE: Final = msgspec.json.Decoder(Loose)
_ANY: Final = msgspec.json.Decoder()
_TRIES: Final = 100


@dataclass(frozen=True)
class Misfit:
    """A record that does not fit: why, and what it says all the same (keys in lower case)."""

    refusal: Refusal
    said: dict[str, object]


@dataclass(frozen=True)
class Sorted(Generic[T]):
    """A list's records: those that fit, and the others."""

    fit: list[T]
    misfits: list[Misfit]


def is_whole(body: bytes) -> bool:
    """Whether an answer is one complete JSON value, or nothing at all."""
    try:
        return not body.strip() or bool(_WHOLE.decode(body))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def records(kind: Kind[T], body: bytes) -> list[T]:
    """The records of an answer, which may be a list, one object, or nothing.

    Raises:
        Refusal: a record that does not fit, by its field and value.
    """
    text = _as_list(body)
    if not text:
        return []
    try:
        return _fast(kind, text)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return [_one(kind, raw) for raw in _parts(kind, text)]


def sort_out(kind: Kind[T], body: bytes) -> Sorted[T]:
    """The records of an answer of which one that does not fit must not spoil the others.

    Raises:
        Refusal: the answer as a whole is no list of records.
    """
    text = _as_list(body)
    if not text:
        return Sorted([], [])
    try:
        return Sorted(_fast(kind, text), [])
    except (msgspec.DecodeError, UnicodeDecodeError):
        read = list(_each(kind, text))
    return Sorted([r for r in read if not isinstance(r, Misfit)], [r for r in read if isinstance(r, Misfit)])


def _each(kind: Kind[T], text: bytes) -> Iterator[T | Misfit]:
    for raw in _parts(kind, text):
        try:
            yield _one(kind, raw)
        except Refusal as refusal:
            yield Misfit(refusal, said(raw))


def said(raw: msgspec.Raw) -> dict[str, object]:
    """What a record says, untyped and with its keys in lower case, for a message only."""
    try:
        return {key.casefold(): _ANY.decode(value) for key, value in _LOOSE.decode(raw).items()}
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {}


def _as_list(body: bytes) -> bytes:
    text = body.strip().removeprefix(b"\xef\xbb\xbf")
    if text == b"null":
        return b""
    return b"[%s]" % text if text[:1] == b"{" else text


def _fast(kind: Kind[T], text: bytes) -> list[T]:
    return _decoders(kind, _first_keys(text))[1].decode(text)


def _parts(kind: Kind[T], text: bytes) -> list[msgspec.Raw]:
    try:
        return _LIST.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(kind.endpoint, f"the answer is not a list of records in JSON ({error})") from error


def _one(kind: Kind[T], raw: msgspec.Raw) -> T:
    loose: Loose = {}
    try:
        loose = _LOOSE.decode(raw)
        read: T = _decoders(kind, tuple(loose))[0].decode(raw)
        return read
    except msgspec.ValidationError as error:
        raise _refusal(kind, loose, str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(kind.endpoint, f"a record holds text that is not UTF-8 ({error})") from error


def _refusal(kind: Kind[Any], loose: Loose, message: str) -> Refusal:
    """Names the field: msgspec says ``Expected `str`, got `int` - at `$.field` ``."""
    why, _, place = message.partition(" - at ")
    field = place.strip("`").removeprefix("$.").split("[")[0].split(".")[0]
    if "missing required field" in why:
        return Refusal(kind.endpoint, "the field is missing", field=why.split("`")[1])
    found = bytes(loose[field]).decode("utf-8", "replace").strip('"') if field in loose else None
    return Refusal(kind.endpoint, why.replace("`", "").lower(), field=field or None, value=found)


def _first_keys(text: bytes) -> tuple[str, ...]:
    """The keys of the first record of a list, in their order."""
    start = end = text.find(b"{")
    for _ in range(_TRIES):
        end = text.find(b"}", end + 1)
        if end < 0:
            break
        try:
            return tuple(_LOOSE.decode(memoryview(text)[start : end + 1]))
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
    return ()


@lru_cache(maxsize=512)
def _decoders(kind: Kind[T], spelled: tuple[str, ...]) -> tuple[msgspec.json.Decoder[T], msgspec.json.Decoder[list[T]]]:
    """Decoders of one record and of a list, for a server that spells its keys so."""
    folded = {key.casefold(): key for key in spelled}
    names = {field: key if key in spelled else folded.get(key.casefold(), key) for field, key in kind.keys}
    fields = [
        (f.name, f.type) if f.default is msgspec.NODEFAULT else (f.name, f.type, f.default)
        for f in msgspec.structs.fields(kind.record)
        if f.name in names
    ]
    record: Any = msgspec.defstruct(kind.record.__name__, fields, bases=(kind.record,), rename=names, gc=False)
    return msgspec.json.Decoder(record), msgspec.json.Decoder(list[record])
