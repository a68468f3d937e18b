"""Whether the ERP's own nightly update of D has run (R8.7)."""

from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from psycopg import Connection

from cobranca.mega import manifests, xmlrecords
from cobranca.mega.answer import Answer
from cobranca.mega.refusals import Refusal
from cobranca.mega.values import parse_date
from cobranca.settings import Settings
from cobranca.settings.erp import Erp, Operation

FRESHNESS: Final = "freshness"


class Freshness(NamedTuple):
    """`fresh` is None where no signal is configured; `why` is for the report."""

    fresh: bool | None
    why: str


def freshness(as_of: date, settings: Settings, conn: Connection[Any]) -> Freshness:
    """What the configured signal says of D, from what was staged and landed for it."""
    signal = settings.erp.freshness
    if signal is None:
        return Freshness(None, "no freshness signal is configured (erp.freshness)")
    newest: date | None
    if signal.signal == "operation":
        newest, what = manifests.manifest(as_of, manifests.CONTRACTS).fresh_on, f"the ERP's {signal.field}"
    else:
        row = conn.execute("SELECT max(opened_on) FROM work.stage_phase_occurrence").fetchone()
        newest, what = (row[0] if row else None), "the newest phase occurrence"
    yesterday = as_of - timedelta(days=1)
    said = f"{newest:%d/%m/%Y}" if newest else "nothing"
    why = f"{what} says {said}; {yesterday:%d/%m/%Y} or later is wanted"
    return Freshness(newest is not None and newest >= yesterday, why)


def signalled_on(answer: Answer, erp: Erp) -> date | None:
    """The newest date that the signal's operation gives.

    Raises:
        Refusal: the field does not hold a date.
    """
    operation = signal_operation(erp)
    if operation is None:
        return None
    found = xmlrecords.records(FRESHNESS, answer.body, answer.records, operation.fields)
    days = [_day(said["on"], operation.fields["on"]) for said in found]
    return max((day for day in days if day is not None), default=None)


def signal_operation(erp: Erp) -> Operation | None:
    """The operation that tells whether the update has run, reading its one field; None without one."""
    signal = erp.freshness
    if signal is None or signal.signal != "operation" or signal.operation is None or signal.field is None:
        return None
    theirs = signal.operation.fields.get(signal.field, signal.field)
    return signal.operation.model_copy(update={"fields": {"on": theirs}})


def _day(text: str | None, field: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError as error:
        raise Refusal(FRESHNESS, str(error), field=field, value=text) from error
