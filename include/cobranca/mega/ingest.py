"""What the batch calls: the listings of D, the rows of each chunk, the channels, and whether all is there.

Each function opens its own connection and transaction and can run twice. `source` is 'erp', or 'landing'
to run D again from what was fetched (R9.5): the answers then take the same way from there on.
"""

from datetime import date
from typing import Any, Final

from psycopg import Connection

from cobranca import database
from cobranca.errors import PipelineError
from cobranca.mega import manifests
from cobranca.mega.channels import ChannelsReport, fetch_channels
from cobranca.mega.freshness import Freshness, freshness
from cobranca.mega.listings import ContractsReport, fetch_contracts
from cobranca.mega.rows import ROWS, ChunkReport, fetch_rows, object_name

__all__ = [
    "ChannelsReport",
    "ChunkReport",
    "ContractsReport",
    "Freshness",
    "fetch_channels",
    "fetch_contracts",
    "fetch_rows",
    "freshness",
    "landed_chunks",
    "verify_landing",
    "verify_reread",
]

_LISTED: Final = ("contract", "refusal", "phase_occurrence", "contract_occurrence")
_EXTRACTED: Final = ("extract", "installment", "renegotiation", "participant")


def landed_chunks(as_of: date) -> list[int]:
    """The chunks whose rows were landed on D.

    Raises:
        PipelineError: D was not landed.
    """
    manifests.manifest(as_of, manifests.CONTRACTS)
    return sorted(manifests.chunks(as_of, ROWS))


def verify_landing(as_of: date, conn: Connection[Any]) -> None:
    """Compare what is staged with what the landing's manifests say was staged.

    Raises:
        PipelineError: a chunk was not fetched, or the counts differ, as after a crash of the database.
    """
    scope = conn.execute("SELECT DISTINCT chunk FROM work.fetch_scope ORDER BY chunk").fetchall()
    landed, chunks = manifests.chunks(as_of, ROWS), [row[0] for row in scope]
    missing = [chunk for chunk in chunks if chunk not in landed]
    if missing:
        raise PipelineError(f"chunks {missing} of {as_of:%d/%m/%Y} were not fetched: run their tasks again")
    listed = manifests.manifest(as_of, manifests.CONTRACTS).staged
    expected = {table: listed.get(table, 0) for table in _LISTED}
    for table in _EXTRACTED:
        expected[table] = sum(landed[chunk].staged.get(table, 0) for chunk in chunks)
    differing = _differing(conn, expected)
    if differing:
        raise PipelineError(
            f"what is staged of {as_of:%d/%m/%Y} is not what was landed ({differing}): "
            "fetch the day again, or run it from its landing (source: landing)"
        )


def verify_reread(as_of: date, chunk: int, take: str, conn: Connection[Any]) -> None:
    """Compare what a reread staged with its manifest: nothing read anew would look like no difference (R8.1).

    Raises:
        PipelineError: the counts differ, as after a crash of the database.
    """
    read = manifests.manifest(as_of, object_name(chunk, take)).staged
    differing = _differing(conn, {table: read.get(table, 0) for table in _EXTRACTED})
    if differing:
        raise PipelineError(
            f"what was read anew of {as_of:%d/%m/%Y} is not staged any more ({differing}): read it again"
        )


def _differing(conn: Connection[Any], expected: dict[str, int]) -> str:
    staged = dict(conn.execute(database.sql("mega/count_staged.sql")).fetchall())
    return "; ".join(
        f"{table}: {staged[table]} staged, {count} landed"
        for table, count in expected.items()
        if staged[table] != count
    )
