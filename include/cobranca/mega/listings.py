"""The listings of D: contracts of every integrated development, and the occurrences, into staging."""

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from psycopg import Connection

from cobranca import clock, database
from cobranca.mega import landing, manifests
from cobranca.mega.answer import Answer
from cobranca.mega.freshness import FRESHNESS, signal_operation
from cobranca.mega.gathering import OCCURRENCES, PHASES, Gathering
from cobranca.mega.source import ErpSource
from cobranca.settings import Settings

Source = Literal["erp", "landing"]


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
    take: str = manifests.CONTRACTS,
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
    with database.connect() as conn:
        conn.execute(database.sql("mega/empty_staging.sql"))
        gathering = Gathering(conn, settings)
        if source == "landing":
            manifest = manifests.manifest(as_of, take)
            gathering.take_all(landing.answers(as_of, take))
            _restore_scope(conn, as_of)
        else:
            manifest = _fetched(gathering, as_of, settings, take, every_development)
    manifest.staged = gathering.stage.counts
    manifests.write_manifest(as_of, manifest)
    return _report(gathering, time.monotonic() - start)


def _report(gathering: Gathering, seconds: float) -> ContractsReport:
    counts = gathering.stage.counts
    return ContractsReport(
        developments=gathering.developments,
        contracts=counts["contract"],
        refused=counts["refusal"],
        phase_occurrences=counts.get("phase_occurrence", 0),
        contract_occurrences=counts.get("contract_occurrence", 0),
        bytes=gathering.bytes,
        seconds=seconds,
    )


def _fetched(
    gathering: Gathering, as_of: date, settings: Settings, take: str, every_development: bool
) -> manifests.Manifest:
    with landing.writing(as_of, take) as writer, ErpSource(settings, as_of) as erp:
        with closing(_answers(erp, settings, every_development)) as answers:
            gathering.take_all(_landed(answers, writer))
        return manifests.Manifest(
            name=take,
            lines=writer.lines,
            bytes=writer.bytes,
            sha256=writer.finish(),
            fetched_at=clock.now().isoformat(),
            settings_hash=settings.hash,
            fresh_on=gathering.fresh_on,
        )


def _answers(erp: ErpSource, settings: Settings, every_development: bool) -> Generator[Answer]:
    first, developments = erp.developments(every=every_development)
    yield from first
    yield from erp.listings(developments)
    soap = settings.erp.soap
    yield erp.soap.call(PHASES, soap.phase_occurrences)
    yield erp.soap.call(OCCURRENCES, soap.contract_occurrences)
    signal = signal_operation(settings.erp)
    if signal is not None:
        yield erp.soap.call(FRESHNESS, signal)


def _landed(answers: Iterable[Answer], writer: landing.Writer) -> Iterator[Answer]:
    for answer in answers:
        writer.write(answer)
        yield answer


def _restore_scope(conn: Connection[Any], as_of: date) -> None:
    conn.execute("TRUNCATE work.fetch_scope")
    for chunk, manifest in manifests.chunks(as_of, "rows").items():
        columns = list(zip(*manifest.members, strict=True)) or [()] * 6
        names = ("branches", "contracts", "proposals", "whys", "wants")
        params = {name: list(column) for name, column in zip(names, columns, strict=False)}
        conn.execute(database.sql("mega/restore_scope.sql"), {**params, "chunk": chunk})
