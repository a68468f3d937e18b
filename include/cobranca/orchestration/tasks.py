"""The tasks of the batches: the parts of `cobranca.pipeline.batch` and `flow`, each as Airflow wants it.

The parts are imported when a task works, not while Airflow reads the DAG. Between tasks only the run's id,
the chunks' numbers and a failure's message travel; all else is in the database.
"""

# mypy: disallow-untyped-decorators=False
# (Airflow's decorators are not followed by mypy: pyproject.toml)

from collections.abc import Iterable
from typing import Any, Final

from airflow.sdk import TaskGroup, get_current_context, task
from airflow.sdk.definitions.mappedoperator import MappedOperator
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from cobranca.orchestration import connections, failures
from cobranca.orchestration.day import Asked, business_date, is_too_old
from cobranca.orchestration.defaults import timeout
from cobranca.orchestration.params import acceptance, source
from cobranca.orchestration.reading import run_id
from cobranca.orchestration.reading import tasks as reading
from cobranca.pipeline.steps import Step

PARTS: Final = {"plan": "Planejar", "gate": "Verificar", "apply": "Aplicar"}


@task(task_id="begin", task_display_name="Iniciar", execution_timeout=timeout("begin"), do_xcom_push=True)
@failures.told
def begin() -> int:
    """Take the lease for D; the run's id. A missed day that is too old skips the whole run (R9.6)."""
    from cobranca import settings  # noqa: PLC0415
    from cobranca.pipeline import batch  # noqa: PLC0415
    from cobranca.pipeline.lease import Request  # noqa: PLC0415

    context = get_current_context()
    asked, params = Asked.by(context), context["params"]
    as_of = business_date(asked)
    if is_too_old(asked, as_of, settings.load().catch_up_days):
        raise AirflowSkipException(f"D {as_of:%d/%m/%Y} passou há dias demais: a próxima execução recupera (R9.6)")
    dry_run = bool(params.get("dry_run"))
    return batch.begin(Request(as_of, context["dag_run"].run_id, source(params), dry_run, acceptance(params)))


def step_group(step: Step) -> TaskGroup:
    """A step of the régua: what it reads, then plan → gate → apply."""
    with TaskGroup(group_id=step.name, group_display_name=step.title, tooltip=f"Regras {step.rules}") as group:
        before = reading(step)
        for part in PARTS:
            after = _part(step, part)
            if before is not None:
                before >> after
            before = after
    return group


@task(task_id="begin", task_display_name="Iniciar", execution_timeout=timeout("begin"), do_xcom_push=True)
@failures.told
def begin_flow() -> int:
    """Take the lease of the ten-minute batch; the run's id. Where nothing is due no other task is even started."""
    from cobranca.pipeline import flow  # noqa: PLC0415

    found = flow.begin(get_current_context()["dag_run"].run_id)
    if found is None:
        raise AirflowSkipException(flow.NOTHING)
    return found


def groups(steps: Iterable[Step]) -> list[TaskGroup]:
    """The groups of a batch's steps, in the order of its list."""
    return [step_group(step) for step in steps]


@task(task_id=failures.LAST, task_display_name="Resumir", execution_timeout=timeout("finish"))
@failures.told
def finish() -> None:
    """End a run all of whose steps were applied; its summary stands in the log."""
    from cobranca.pipeline import batch  # noqa: PLC0415

    print(batch.finish(run_id()))


def release(started: Any, ended: Any) -> Any:
    """The teardown, whose verdict is the run's: a run that a person marks as failed in mid-way stays red too.

    It also waits for every chunk: what follows one that failed gives up while others still read.
    """
    released = _release().as_teardown(setups=started, on_failure_fail_dagrun=True)
    ended >> released
    for mapped in (found for found in released.operator.dag.tasks if isinstance(found, MappedOperator)):
        mapped >> released
    return released


@task(task_id="release", task_display_name="Liberar", execution_timeout=timeout("finish"))
def _release() -> None:
    """End a run that failed, with its cause, show how far it came, and fail. A good one is ended already."""
    from cobranca.pipeline import batch, summary  # noqa: PLC0415

    failure = _failure()
    if failure is None:
        return
    connections.export()
    batch.fail(run_id(), failure.message, failure.blocked)
    print(summary.text(run_id()))
    raise AirflowFailException(failure.message)


def _failure() -> failures.Failure | None:
    instance = get_current_context()["ti"]
    states = instance.get_task_states(dag_id=instance.dag_id, run_ids=[instance.run_id])[instance.run_id]
    others = sorted(name for name in instance.task.dag.task_dict if name != instance.task_id)
    kept = instance.xcom_pull(task_ids=others, key=failures.KEY)
    return failures.of_run(states, [note for note in kept if note])


def _part(step: Step, part: str) -> Any:
    @failures.told
    def work(step_name: str) -> None:
        from cobranca.pipeline import batch  # noqa: PLC0415

        print(f"{step_name}.{part}: {getattr(batch, part)(run_id(), step_name)}")

    wrap = task(task_id=part, task_display_name=PARTS[part], execution_timeout=timeout(part))
    return wrap(work)(step.name)
