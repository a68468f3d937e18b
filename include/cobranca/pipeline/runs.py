"""A run of either batch from one part of it to the next: what begins, works on and ends it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from cobranca import database
from cobranca import settings as configuration
from cobranca.errors import RunBlocked, RunRefused
from cobranca.mega.manifests import aside
from cobranca.pipeline import dry, lease, summary
from cobranca.pipeline.run import Run
from cobranca.settings import Settings

log = logging.getLogger(__name__)


def settings_in_force() -> Settings:
    """The settings folder, which for now alone says whether a company is live: nothing is integrated before (R8.5).

    Raises:
        ConfigurationError: the folder cannot be used.
        RunRefused: the company is not live.
    """
    settings = configuration.load()
    if not settings.company.live:
        raise RunRefused(f"{settings.company.name} is not live (R8.5): set `live: true` in company.yaml once it may be")
    log.info("%s counts as live, because company.yaml says so (R8.5)", settings.company.name)
    return settings


@contextmanager
def working(run_id: int) -> Iterator[Run]:
    """The run, giving signs of life; what a run that decides nothing fetches is landed aside (R9.5).

    Raises:
        RunRefused: it does not hold the lease any more, or the settings changed.
    """
    run = lease.load(run_id, configuration.load())
    decides = run.mode == "full" and not run.dry_run
    with lease.beating(run_id), aside(run.source == "erp" and not decides):
        yield run


def finish(run_id: int) -> str:
    """End a run all of whose steps were applied; the summary, for people."""
    run = lease.load(run_id, configuration.load())
    text = summary.text(run_id)
    if run.dry_run:
        with database.connect() as conn:
            dry.drop(conn)
    lease.release(run_id, "good", "dry run" if run.dry_run else "")
    return text


def fail(run_id: int, message: str, blocked: bool = False) -> None:
    """End a run that cannot go on; the copies of a dry run are dropped."""
    with database.connect() as conn:
        row = conn.execute("SELECT dry_run FROM audit.run WHERE run_id = %s", (run_id,)).fetchone()
        if row and row[0]:
            dry.drop(conn)
    lease.release(run_id, "blocked" if blocked else "failed", message)


@contextmanager
def failing(run_id: int) -> Iterator[None]:
    """What goes wrong in the block ends the run, and is raised on."""
    try:
        yield
    except Exception as error:
        fail(run_id, f"{type(error).__name__}: {error}", blocked=isinstance(error, RunBlocked))
        raise
