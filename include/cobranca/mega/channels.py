"""E-mails and telephones of customers, from the mapped SOAP operation and the portal-style call.

A failure here is logged and counted, and never fails the batch: a customer without a channel is known
as such.
"""

import logging
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from psycopg import Connection

from cobranca import addresses, clock, database
from cobranca.errors import CobrancaError
from cobranca.mega import landing, manifests, xmlrecords
from cobranca.mega.answer import Answer
from cobranca.mega.decode import sort_out
from cobranca.mega.fetching import unordered
from cobranca.mega.records import PORTAL
from cobranca.mega.refusals import Refusal
from cobranca.mega.source import ErpSource
from cobranca.mega.staging import Row, Stage
from cobranca.settings import Settings

log = logging.getLogger(__name__)

Source = Literal["erp", "landing"]
NAME: Final = "channels"
PEOPLE: Final = "people"
ASKED: Final = ("soap", "portal")
GROUP: Final = 200


class Customer(NamedTuple):
    """A customer who is asked for."""

    customer_code: int
    tax_id: str | None


@dataclass
class ChannelsReport:
    """How it went; `failed` are calls without a usable answer, `unusable` addresses that are none."""

    customers: int = 0
    channels: int = 0
    failed: int = 0
    unusable: int = 0

    def as_dict(self) -> dict[str, object]:
        """The report as JSON values."""
        return asdict(self)


def fetch_channels(as_of: date, settings: Settings, source: Source = "erp") -> ChannelsReport:
    """Stage the channels and places of customers of the contracts in scope that need them; can run twice.

    Raises:
        nothing: what goes wrong is logged and counted.
    """
    report = ChannelsReport()
    try:
        if source == "landing":
            _replay(as_of, settings, report)
        else:
            _fetch(as_of, settings, report)
    except CobrancaError as error:
        report.failed += 1
        log.warning("channels of customers were not read: %s", error)
    return report


def _fetch(as_of: date, settings: Settings, report: ChannelsReport) -> None:
    sources: list[str] = [name for name in settings.erp.channels if name in ASKED and _is_mapped(name, settings)]
    with database.connect() as conn:
        params = {"sources": sources, "seventh": as_of.toordinal() % 7}
        customers = [Customer(*row) for row in conn.execute(database.sql("mega/list_customers.sql"), params)]
        report.customers = len(customers)
        with landing.writing(as_of, NAME) as writer, ErpSource(settings, as_of) as erp:
            if "soap" in sources and settings.erp.soap.people is not None:
                erp.soap.prepare(settings.erp.soap.people, PEOPLE)
            with closing(_answers(erp, customers, sources, settings)) as answers:
                _stage(conn, settings, _landed(answers, writer), report)
            manifest = manifests.Manifest(
                name=NAME,
                lines=writer.lines,
                bytes=writer.bytes,
                sha256=writer.finish(),
                fetched_at=clock.now().isoformat(),
                settings_hash=settings.hash,
                listing=manifests.listing(as_of),
            )
    manifests.write_manifest(as_of, manifest)


def _replay(as_of: date, settings: Settings, report: ChannelsReport) -> None:
    with database.connect() as conn:
        _stage(conn, settings, landing.answers(as_of, NAME), report)


def _is_mapped(source: str, settings: Settings) -> bool:
    return source == "portal" or settings.erp.soap.people is not None


def _answers(
    erp: ErpSource, customers: list[Customer], sources: list[str], settings: Settings
) -> Generator[list[Answer]]:
    def ask(customer: Customer) -> list[Answer]:
        return list(_ask(erp, customer, sources, settings))

    return unordered(ask, customers, settings.erp.rest.parallel_calls)


def _ask(erp: ErpSource, customer: Customer, sources: list[str], settings: Settings) -> Iterator[Answer]:
    people = settings.erp.soap.people
    if "soap" in sources and people is not None:
        values = {"customer_code": customer.customer_code, "tax_id": customer.tax_id or ""}
        yield erp.soap.try_call(PEOPLE, people, values, (None, customer.customer_code))
    if "portal" in sources and customer.tax_id:
        yield erp.portal(customer.tax_id, customer.customer_code)


def _landed(found: Iterable[list[Answer]], writer: landing.Writer) -> Iterator[Answer]:
    for answers in found:
        for answer in answers:
            writer.write(answer)
            yield answer


def _stage(conn: Connection[Any], settings: Settings, answers: Iterable[Answer], report: ChannelsReport) -> None:
    """Stage what the answers say; `contract` of an answer holds the customer's code here."""
    conn.execute("TRUNCATE work.stage_customer_channel, work.stage_customer_place")
    stage, staged = Stage(conn), set[Row]()
    for count, answer in enumerate(answers, 1):
        try:
            _take(answer, settings, stage, staged, report)
        except Refusal as refusal:
            report.failed += 1
            log.warning("channels of customer %s were not read: %s", answer.contract, refusal)
        if not count % GROUP:
            stage.flush()
    stage.flush()


def _take(answer: Answer, settings: Settings, stage: Stage, staged: set[Row], report: ChannelsReport) -> None:
    if answer.why is not None:
        raise Refusal(answer.endpoint, answer.why)
    if answer.endpoint == PEOPLE:
        source, said = "soap", list(_people(answer, settings))
        places = [(answer.contract, each.get("state"), each.get("city")) for each in said[:1]]
        stage.add("customer_place", [place for place in places if place[1] or place[2]])
    else:
        source, said = "portal", _portal(answer)
    priority = settings.erp.channels.index(source) + 1 if source in settings.erp.channels else 1
    for each in said:
        for channel in addresses.CHANNELS:
            row = _row(answer, each.get(channel), (channel, source, priority), report)
            if row is not None and row not in staged:
                staged.add(row)
                stage.add("customer_channel", [row])
                report.channels += 1


def _row(answer: Answer, text: str | None, how: tuple[str, str, int], report: ChannelsReport) -> Row | None:
    channel, source, priority = how
    if text is None or not text.strip():
        return None
    try:
        return (answer.contract, channel, addresses.normal(channel, text), source, priority)
    except ValueError as error:
        report.unusable += 1
        log.info("customer %s, %s from %s: %s", answer.contract, channel, source, error)
        return None


def _people(answer: Answer, settings: Settings) -> Iterator[dict[str, str | None]]:
    """The records that are this customer's: all, where the answer does not tell."""
    operation = settings.erp.soap.people
    assert operation is not None
    for said in xmlrecords.records(PEOPLE, answer.body, answer.records, operation.fields):
        code = (said.get("customer_code") or "").partition(".")[0]
        if not code or code == str(answer.contract):
            yield said


def _portal(answer: Answer) -> list[dict[str, str | None]]:
    found = sort_out(PORTAL, answer.body)
    for misfit in found.misfits:
        log.info("a record of %s is left out: %s", answer.endpoint, misfit.refusal)
    return [{"email": record.email} for record in found.fit if record.customer_code == answer.contract]
