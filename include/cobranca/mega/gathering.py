"""What the listings of D say, staged as it comes: one development in memory at a time."""

import logging
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from psycopg import Connection

from cobranca import database
from cobranca.errors import ErpError
from cobranca.mega import contracts, occurrences
from cobranca.mega.answer import Answer
from cobranca.mega.contracts import Refused
from cobranca.mega.freshness import FRESHNESS, signalled_on
from cobranca.mega.refusals import Refusal
from cobranca.mega.staging import Row, Stage
from cobranca.settings import Settings

log = logging.getLogger(__name__)

PHASES: Final = "phase_occurrences"
OCCURRENCES: Final = "contract_occurrences"


class Gathering:
    """Stages the answers of one D; `stage.counts` says how much of each table."""

    def __init__(self, conn: Connection[Any], settings: Settings) -> None:
        self.stage = Stage(conn)
        self.developments = self.bytes = 0
        self.fresh_on: date | None = None
        self._conn, self._erp = conn, settings.erp
        self._reader = contracts.Reader(settings.erp)
        self._takers: dict[str, Callable[[Answer], None]] = {
            contracts.ENDPOINT: self._contracts,
            PHASES: self._phases,
            OCCURRENCES: self._occurrences,
            FRESHNESS: self._freshness,
        }

    def take_all(self, answers: Iterable[Answer]) -> None:
        """Stage answers, and refuse by name what is listed twice.

        Raises:
            ErpError: an answer as a whole does not fit; the message names endpoint and development.
        """
        for answer in answers:
            self.bytes += len(answer.body)
            try:
                self._takers.get(answer.endpoint, _nothing)(answer)
            except Refusal as refusal:
                raise ErpError(f"{_name(answer)}: {refusal.why}") from refusal
            self.stage.flush()
        self._refuse_duplicates()

    def _contracts(self, answer: Answer) -> None:
        self.developments += 1
        listing = self._reader.read(answer.body)
        self._add("contract", listing.staged, listing.refused)

    def _phases(self, answer: Answer) -> None:
        found = occurrences.phases(answer, self._erp.soap.phase_occurrences)
        self._add("phase_occurrence", found.rows, found.refused)

    def _occurrences(self, answer: Answer) -> None:
        operation, types = self._erp.soap.contract_occurrences, self._erp.occurrence_types
        found = occurrences.of_contracts(answer, operation, types)
        self._add("contract_occurrence", found.rows, found.refused)

    def _freshness(self, answer: Answer) -> None:
        self.fresh_on = signalled_on(answer, self._erp)

    def _add(self, table: str, rows: Iterable[Row], refused: list[Refused]) -> None:
        self.stage.add(table, rows)
        self.stage.add("refusal", refused)
        for each in refused:
            log.warning("%s", _sentence(each))

    def _refuse_duplicates(self) -> None:
        found = self._conn.execute(database.sql("mega/name_duplicates.sql")).fetchall()
        for row in found:
            log.warning("%s", _sentence(Refused._make(row)))
        lost = self._conn.execute(database.sql("mega/drop_refused.sql")).rowcount
        counts = self.stage.counts
        counts["refusal"] = counts.get("refusal", 0) + len(found)
        counts["contract"] = counts.get("contract", 0) - lost


def _nothing(_: Answer) -> None:
    """For answers that only led to others, as Empreendimentos."""


def _name(answer: Answer) -> str:
    where = f" of development {answer.development}" if answer.development is not None else ""
    return f"{answer.endpoint}{where}"


def _sentence(each: Refused) -> str:
    said = f", {each.field} = {each.value!r}" if each.field else ""
    return f"contract {each.branch_code}/{each.contract_code} is left out: {each.endpoint}{said}: {each.why}"
