"""The settings of a run: today's folder, or for a late one those that were valid on its D (R9.3).

What is asked of the ERP is asked in its language of then, so `erp` is that of the moment at which the ERP
answers or answered: now, or when D was landed (docs/decisions/0015).
"""

from datetime import date, datetime, time, timedelta

import psycopg
from psycopg.rows import TupleRow

from cobranca import clock
from cobranca.errors import PipelineError, RunRefused
from cobranca.mega import manifests
from cobranca.pipeline.run import Source
from cobranca.settings import Settings, kept


def settings_of(conn: psycopg.Connection[TupleRow], as_of: date, source: Source, folder: Settings) -> Settings:
    """The settings with which a run of D works that begins now, while `folder` is today's.

    On time, or where no run began before the end of D, the folder itself.

    Raises:
        ConfigurationError: the settings of then cannot be read by today's product.
    """
    if not clock.is_late(as_of):
        return folder
    rules = _at(conn, end_of(as_of), folder)
    return in_the_language_of(_answering(conn, as_of, source, folder), rules)


def settings_of_run(
    conn: psycopg.Connection[TupleRow], run_id: int, hashes: tuple[str, str], folder: Settings
) -> Settings:
    """The settings of a run under way, for a task of it.

    Args:
        hashes: of the settings that it works with, and of the folder as it began.

    Raises:
        RunRefused: the folder has changed since, or the product that reads the settings has.
    """
    worked_with, began_with = hashes
    if began_with != folder.hash:
        raise RunRefused(
            f"the settings changed while run {run_id} was under way "
            f"({began_with[:8]} → {folder.hash[:8]}): start the day again"
        )
    settings = folder if worked_with == folder.hash else kept.recall(conn, worked_with)
    if settings.hash != worked_with:
        raise RunRefused(f"the product changed while run {run_id} was under way: start the day again")
    return settings


def end_of(as_of: date) -> datetime:
    """The first instant after D in America/Sao_Paulo."""
    return datetime.combine(as_of + timedelta(days=1), time.min, clock.ZONE)


def in_the_language_of(answering: Settings, rules: Settings) -> Settings:
    """The rules, with the `erp` of the others; the integration requests that its occurrence types name come along."""
    if answering.content["erp"] == rules.content["erp"]:
        return rules
    named = {each.request for each in answering.erp.occurrence_types.values()}
    lacking = named - {request.code for request in rules.requests}
    brought = [request for request in answering.content["requests"] if request["code"] in lacking]
    requests = [*rules.content["requests"], *brought]
    return Settings.model_validate(rules.content | {"erp": answering.content["erp"], "requests": requests})


def _answering(conn: psycopg.Connection[TupleRow], as_of: date, source: Source, folder: Settings) -> Settings:
    """The settings of the moment at which the ERP answers: of the landing's, where D is read from it."""
    if source != "landing":
        return folder
    try:
        landed_at = datetime.fromisoformat(manifests.manifest(as_of, manifests.CONTRACTS).fetched_at)
    except PipelineError:  # nothing landed: reading says so, with its cure
        return folder
    return _at(conn, max(landed_at, end_of(as_of)), folder)


def _at(conn: psycopg.Connection[TupleRow], moment: datetime, folder: Settings) -> Settings:
    there = kept.hash_at(conn, moment)
    return folder if there in (None, folder.hash) else kept.recall(conn, there)
