"""Manifests: what a landed object holds, and what was staged from it."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Final

import msgspec
from upath import UPath

from cobranca.errors import PipelineError
from cobranca.mega.member import Member
from cobranca.paths import STATE

VARIABLE: Final = "COBRANCA_LANDING"
CONTRACTS: Final = "contracts"
"""The object of the listings."""


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


_MANIFESTS: Final = msgspec.json.Decoder(Manifest)


_ASIDE: ContextVar[bool] = ContextVar("landing_aside", default=False)


@contextmanager
def aside(is_aside: bool = True) -> Iterator[None]:
    """Land beside D's own landing while the block works: what a run that decides nothing fetched must not stand
    where another reads what was fetched on D (R9.5)."""
    token = _ASIDE.set(is_aside)
    try:
        yield
    finally:
        _ASIDE.reset(token)


def folder(as_of: date) -> UPath:
    """Where the landing of D stands: the folder or bucket `COBRANCA_LANDING`, `.run/landing` by default."""
    root = UPath(os.environ.get(VARIABLE, "").strip() or str(STATE / "landing"))
    return root / (f"aside-{as_of.isoformat()}" if _ASIDE.get() else as_of.isoformat())


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
