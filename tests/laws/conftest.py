"""A company whose ERP is the sandbox, with the plain reading beside it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import psycopg
import pytest

from cobranca.sandbox.server import running
from tests.foreign.world import Files, World, folder_of, world
from tests.oracle.wire import Erp


@pytest.fixture
def live(db: psycopg.Connection, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Runs days of a sandbox's portfolio; after each the tables hold what the rules say."""
    with ExitStack() as stack:

        def run(days: list[date], *, contracts: int, rows: int, seed: int) -> World:
            mega = stack.enter_context(running(seed=seed, contracts=contracts, rows=rows, today=days[0]))
            config = folder_of(tmp_path / "config", in_few_chunks)
            seen = world(
                db, monkeypatch, tmp_path, mega.url, mega.wsdl_url, config, user=mega.user, password=mega.password
            )
            erp = Erp(mega.url, mega.wsdl_url, mega.user, mega.password)
            for day in days:
                mega.set_today(day)
                seen.batch(day)
                assert seen.oracle(day, erp.listing(), erp.read_rows) == [], day
            return seen

        yield run


def in_few_chunks(files: Files) -> None:
    """A small portfolio needs no more than two chunks."""
    files["company.yaml"]["chunks"] = 2
