"""One day's batch on a local system: asked for, followed, summed up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cobranca import database
from cobranca.orchestration.local.progress import end_of_log, follow, log_of
from cobranca.orchestration.local.system import DAG, System
from cobranca.pipeline import summary


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: whether it was good, and what is to be read of it."""

    good: bool
    text: str


def run_day(system: System, as_of: date, name: str, tell: Callable[[str], None], **params: object) -> Outcome:
    """Run the batch of D through Airflow's scheduler and wait for its end.

    Args:
        name: the run's name in Airflow (`dag_run_id`), new each time.
        params: other params of the DAG, `dry_run=True` for one.
    """
    tell(f"\nRégua de D {as_of:%d/%m/%Y} (execução {name}):")
    system.api.trigger(DAG, name, {"as_of": as_of.isoformat(), **params})
    ended = follow(system, name, tell)
    texts = [_summary(name)]
    for task in ended.failed[:1]:
        log = log_of(system, name, task)
        texts.append(f"FALHOU a tarefa {task.task_id}. O fim do seu log ({log}):\n{end_of_log(log)}")
    return Outcome(ended.state == "success", "\n".join(text for text in texts if text))


def _summary(name: str) -> str:
    """The summary of the run, empty where it never took the lease."""
    with database.connect() as conn:
        row = conn.execute(
            "SELECT run_id FROM audit.batch_run WHERE dag_run_id = %(name)s ORDER BY run_id DESC LIMIT 1",
            {"name": name},
        ).fetchone()
    return summary.text(row[0]) if row else ""
