"""Runs that an earlier local system was ended in the middle of. Nobody works on them any more: they are failed,
so that their lease is given back and the next run need not wait for them."""

from collections.abc import Callable, Sequence

from cobranca import database
from cobranca.orchestration.local.system import DAG, System
from cobranca.pipeline import lease

SECONDS = 120.0
WHY = "the local system was ended while it worked"


def clear(system: System, tell: Callable[[str], None]) -> None:
    """Fail what is unfinished; its teardown gives the lease back, and where that cannot, it is done here.

    Raises:
        ChildDied: Airflow does not end them.
    """
    names = system.api.unfinished(DAG)
    for name in names:
        tell(f"a execução {name} foi interrompida antes do fim: encerrada")
        system.api.fail(DAG, name)
    system.children.wait_until(lambda: not system.api.unfinished(DAG), "the end of interrupted runs", SECONDS)
    _release(names)


def _release(names: Sequence[str]) -> None:
    with database.connect() as conn:
        held = conn.execute(
            "SELECT run_id FROM audit.batch_run WHERE state = 'running' AND dag_run_id = ANY (%(names)s)",
            {"names": list(names)},
        ).fetchall()
    for (run_id,) in held:
        lease.release(run_id, "failed", WHY)
