"""A chunk's rows, from the ERP or from the landing, into staging."""

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any, Final, Literal

from psycopg import Connection

from cobranca import clock, database
from cobranca.errors import ErpError
from cobranca.mega import landing, manifests
from cobranca.mega.answer import Answer
from cobranca.mega.extract import Extract, ExtractReader
from cobranca.mega.member import Member
from cobranca.mega.source import ErpSource
from cobranca.mega.staging import Stage
from cobranca.settings import Settings

log = logging.getLogger(__name__)

Source = Literal["erp", "landing"]
Answered = tuple[Member, list[Answer]]
ROWS: Final = "rows"
GROUP: Final = 32
"""Contracts decoded and copied together."""
PATIENCE: Final = 50
"""Contracts in a row without any answer after which the ERP counts as gone."""


@dataclass(frozen=True)
class ChunkReport:
    """How a chunk went. `bytes` are of JSON as it came, `rows` all rows of the answers."""

    chunk: int
    contracts: int
    failed: int
    rows: int
    staged: int
    bytes: int
    seconds: float

    def as_dict(self) -> dict[str, object]:
        """The report as JSON values."""
        return asdict(self)


def object_name(chunk: int, take: str = ROWS) -> str:
    """The landing's name of a chunk: `rows-07`."""
    return f"{take}-{chunk:02d}"


def fetch_rows(as_of: date, chunk: int, settings: Settings, source: Source = "erp", *, take: str = ROWS) -> ChunkReport:
    """Read the rows of a chunk's contracts into staging, in one transaction; can run twice.

    Members stand in work.fetch_scope, or, from the landing, in the chunk's manifest. A contract without any
    row is staged with row_count 0 and no `why`: whether a 204 is credible is judged where its tickets are
    known (R6.3). One whose answers do not fit, or that had none, is staged with the reason (R8.8).

    Args:
        take: the landing's name of what is read: 'rows' for the batch; a reread gives its own, so
            that it does not replace what was landed.

    Raises:
        ErpError: the ERP does not let the user in, or answers nobody any more.
        PipelineError: source is the landing, and it has no such chunk.
    """
    name = object_name(chunk, take)
    with database.connect() as conn:
        loading = Loading(conn, settings, as_of, chunk)
        if source == "landing":
            manifest = manifests.manifest(as_of, name)
            report = loading.run(replayed(as_of, manifest))
        else:
            manifest, report = _fetched(loading, settings, as_of, name, _members(conn, chunk))
    manifest.staged = loading.stage.counts
    manifests.write_manifest(as_of, manifest)
    return report


def _fetched(
    loading: "Loading", settings: Settings, as_of: date, name: str, members: list[Member]
) -> tuple[manifests.Manifest, ChunkReport]:
    with landing.writing(as_of, name) as writer, ErpSource(settings, as_of) as erp:
        with closing(erp.extracts(members)) as answered:
            report = loading.run(_landed(answered, writer))
        manifest = manifests.Manifest(
            name=name,
            lines=writer.lines,
            bytes=writer.bytes,
            sha256=writer.finish(),
            fetched_at=clock.now().isoformat(),
            settings_hash=settings.hash,
            listing=manifests.listing(as_of),
            members=members,
        )
    return manifest, report


class Loading:
    """Decodes answers and copies what they hold, a group of contracts at a time."""

    def __init__(self, conn: Connection[Any], settings: Settings, as_of: date, chunk: int) -> None:
        self.stage = Stage(conn)
        self._conn, self._chunk = conn, chunk
        self._reader = ExtractReader(settings.erp, as_of, chunk)
        self._silent = self._contracts = self._failed = self._rows = self._bytes = 0

    def run(self, answered: Iterable[Answered]) -> ChunkReport:
        """Stage everything; what an earlier try of the chunk staged is taken away first."""
        start = time.monotonic()
        self._conn.execute(database.sql("mega/empty_chunk.sql"), {"chunk": self._chunk})
        coming = iter(answered)
        while group := list(islice(coming, GROUP)):
            self._load(group)
        return ChunkReport(
            self._chunk,
            self._contracts,
            self._failed,
            self._rows,
            self.stage.counts.get("installment", 0),
            self._bytes,
            time.monotonic() - start,
        )

    def _load(self, group: list[Answered]) -> None:
        mirrored = self._mirrored([member for member, _ in group])
        for member, answers in group:
            extract = self._reader.read(member, answers, mirrored.get(member[:2], frozenset()))
            self._count(member, answers, extract)
            self.stage.add("installment", extract.installments)
            self.stage.add("renegotiation", extract.renegotiations)
            self.stage.add("participant", extract.participants)
            self.stage.add("extract", [extract.row])
        self.stage.flush()

    def _mirrored(self, members: list[Member]) -> dict[tuple[int, int], frozenset[int]]:
        params = {
            "branches": [member.branch_code for member in members],
            "contracts": [member.contract_code for member in members],
        }
        found = self._conn.execute(database.sql("mega/list_mirrored.sql"), params)
        return {(branch, contract): frozenset(codes) for branch, contract, codes in found}

    def _count(self, member: Member, answers: list[Answer], extract: Extract) -> None:
        self._contracts += 1
        self._bytes += sum(len(answer.body) for answer in answers)
        self._rows += int(str(extract.row[3]))
        if extract.failed is None:
            self._silent = 0
            return
        self._failed += 1
        log.warning("contract %s/%s is left out: %s", member.branch_code, member.contract_code, extract.failed)
        self._silent = self._silent + 1 if all(not answer.status for answer in answers) else 0
        if self._silent >= PATIENCE:
            raise ErpError(f"the ERP stopped answering: {PATIENCE} contracts in a row, last {extract.failed}")


def _members(conn: Connection[Any], chunk: int) -> list[Member]:
    found = conn.execute(database.sql("mega/list_members.sql"), {"chunk": chunk})
    return [Member._make((*row[:5], tuple(row[5]))) for row in found]


def _landed(answered: Iterable[Answered], writer: landing.Writer) -> Iterator[Answered]:
    for member, answers in answered:
        for answer in answers:
            writer.write(answer)
        yield member, answers


def replayed(as_of: date, manifest: manifests.Manifest) -> Iterator[Answered]:
    """A chunk's members with their answers, as they were landed."""
    members: dict[tuple[int | None, int | None], Member] = {member[:2]: member for member in manifest.members}
    for key, answers in groupby(landing.answers(as_of, manifest.name), lambda answer: (answer.branch, answer.contract)):
        yield members[key], list(answers)
