"""The listings of D: contracts of every integrated development, and the occurrences, into staging."""

import logging
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal

from psycopg import Connection

from cobranca import clock, database
from cobranca.errors import ErpError
from cobranca.mega import landing, occurrences
from cobranca.mega.answer import Answer
from cobranca.mega.contracts import ENDPOINT, Listing, Reader, Refused, without_duplicates
from cobranca.mega.freshness import FRESHNESS, signal_operation, signalled_on
from cobranca.mega.refusals import Refusal
from cobranca.mega.source import ErpSource
from cobranca.mega.staging import Stage
from cobranca.settings import Settings

log = logging.getLogger(__name__)

Source = Literal["erp", "landing"]
PHASES: Final = "phase_occurrences"
CONTRACTS: Final = "contract_occurrences"


@dataclass(frozen=True)
class ContractsReport:
    """How the listings went. `bytes` are of the answers as they came."""

    developments: int
    contracts: int
    refused: int
    phase_occurrences: int
    contract_occurrences: int
    bytes: int
    seconds: float

    def as_dict(self) -> dict[str, object]:
        """The report as JSON values."""
        return asdict(self)


def fetch_contracts(
    as_of: date,
    settings: Settings,
    source: Source = "erp",
    *,
    take: str = landing.CONTRACTS,
    every_development: bool = False,
) -> ContractsReport:
    """Begin the staging of D: empty it, and read contracts and occurrences into it, in one transaction.

    A record that does not fit, a contract listed twice and an occurrence of an unmapped type are refused by
    name in work.stage_refusal, and the others go on. From the landing, work.fetch_scope is restored too.

    Args:
        take: the landing's name of what is read.
        every_development: also the developments that are not integrated (R8.1, the evening's take).

    Raises:
        ErpError: a whole listing cannot be had; the message names endpoint and development.
        PipelineError: source is the landing, and D is not there.
    """
    start = time.monotonic()
    if source == "landing":
        manifest, gathered = landing.manifest(as_of, take), Gathered(settings)
        gathered.take_all(landing.answers(as_of, take))
    else:
        manifest, gathered = _fetched(as_of, settings, take, every_development)
    with database.connect() as conn:
        conn.execute(database.sql("mega/empty_staging.sql"))
        if source == "landing":
            _restore_scope(conn, as_of)
        stage = gathered.staged(conn)
    manifest.staged = stage.counts
    landing.write_manifest(as_of, manifest)
    return gathered.report(stage, time.monotonic() - start)


class Gathered:
    """What has been read of the listings so far."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reader = Reader(settings.erp)
        self._listing = Listing()
        self._phases = occurrences.Occurrences()
        self._occurrences = occurrences.Occurrences()
        self._developments = self._bytes = 0
        self.fresh_on: date | None = None

    def take_all(self, answers: Iterable[Answer]) -> None:
        """Read answers; a listing as a whole that does not fit ends the run.

        Raises:
            ErpError: naming endpoint and development.
        """
        for answer in answers:
            try:
                self._take(answer)
            except Refusal as refusal:
                raise ErpError(f"{_name(answer)}: {refusal.why}") from refusal

    def _take(self, answer: Answer) -> None:
        self._bytes += len(answer.body)
        soap = self._settings.erp.soap
        if answer.endpoint == ENDPOINT:
            self._developments += 1
            self._reader.read(answer.body, self._listing)
        elif answer.endpoint == PHASES:
            self._phases = occurrences.phases(answer, soap.phase_occurrences)
        elif answer.endpoint == CONTRACTS:
            types = self._settings.erp.occurrence_types
            self._occurrences = occurrences.of_contracts(answer, soap.contract_occurrences, types)
        elif answer.endpoint == FRESHNESS:
            self.fresh_on = signalled_on(answer, self._settings.erp)

    def staged(self, conn: Connection[Any]) -> Stage:
        """Copy everything into staging; each refusal is logged by name."""
        listing = without_duplicates(self._listing)
        refused = [*listing.refused, *self._phases.refused, *self._occurrences.refused]
        for each in refused:
            log.warning("%s", _sentence(each))
        stage = Stage(conn)
        stage.add("contract", listing.staged)
        stage.add("phase_occurrence", self._phases.rows)
        stage.add("contract_occurrence", self._occurrences.rows)
        stage.add("refusal", refused)
        stage.flush()
        return stage

    def report(self, stage: Stage, seconds: float) -> ContractsReport:
        """How it went."""
        return ContractsReport(
            developments=self._developments,
            contracts=stage.counts.get("contract", 0),
            refused=stage.counts.get("refusal", 0),
            phase_occurrences=stage.counts.get("phase_occurrence", 0),
            contract_occurrences=stage.counts.get("contract_occurrence", 0),
            bytes=self._bytes,
            seconds=seconds,
        )


def _fetched(as_of: date, settings: Settings, take: str, every_development: bool) -> tuple[landing.Manifest, Gathered]:
    gathered = Gathered(settings)
    with landing.writing(as_of, take) as writer, ErpSource(settings, as_of) as erp:
        with closing(_answers(erp, settings, every_development)) as answers:
            gathered.take_all(_landed(answers, writer))
        manifest = landing.Manifest(
            name=take,
            lines=writer.lines,
            bytes=writer.bytes,
            sha256=writer.finish(),
            fetched_at=clock.now().isoformat(),
            settings_hash=settings.hash,
            fresh_on=gathered.fresh_on,
        )
    return manifest, gathered


def _answers(erp: ErpSource, settings: Settings, every_development: bool) -> Generator[Answer]:
    first, developments = erp.developments(every=every_development)
    yield from first
    yield from erp.listings(developments)
    soap = settings.erp.soap
    yield erp.soap.call(PHASES, soap.phase_occurrences)
    yield erp.soap.call(CONTRACTS, soap.contract_occurrences)
    signal = signal_operation(settings.erp)
    if signal is not None:
        yield erp.soap.call(FRESHNESS, signal)


def _landed(answers: Iterable[Answer], writer: landing.Writer) -> Iterator[Answer]:
    for answer in answers:
        writer.write(answer)
        yield answer


def _restore_scope(conn: Connection[Any], as_of: date) -> None:
    conn.execute("TRUNCATE work.fetch_scope")
    for chunk, manifest in landing.chunks(as_of, "rows").items():
        columns = list(zip(*manifest.members, strict=True)) or [()] * 6
        names = ("branches", "contracts", "proposals", "whys", "wants")
        params = {name: list(column) for name, column in zip(names, columns, strict=False)}
        conn.execute(database.sql("mega/restore_scope.sql"), {**params, "chunk": chunk})


def _name(answer: Answer) -> str:
    where = f" of development {answer.development}" if answer.development is not None else ""
    return f"{answer.endpoint}{where}"


def _sentence(each: Refused) -> str:
    said = f", {each.field} = {each.value!r}" if each.field else ""
    return f"contract {each.branch_code}/{each.contract_code} is left out: {each.endpoint}{said}: {each.why}"
