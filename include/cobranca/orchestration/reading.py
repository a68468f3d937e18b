"""The tasks that read the ERP: all of ingest's, and the sample that reconciliation reads anew."""

# mypy: disallow-untyped-decorators=False
# (Airflow's decorators are not followed by mypy: pyproject.toml)

from typing import Any, Final

from airflow.sdk import get_current_context, task

from cobranca.orchestration import failures
from cobranca.orchestration.defaults import CHUNKS_AT_ONCE, timeout
from cobranca.pipeline.steps import Step

NO_CHUNK: Final = -1
"""What is mapped where no contract is to be read: a task mapped over nothing would skip all that follows."""


def run_id() -> int:
    """The id under which `begin` took the lease."""
    return int(get_current_context()["ti"].xcom_pull(task_ids="begin"))


def tasks(step: Step) -> Any:
    """What the step reads before it plans: the last of those tasks, None where it reads nothing."""
    if step.name == "ingest":
        return _ingest()
    return reread() if step.reads_erp else None


def _ingest() -> Any:
    chunks, channels = scope(), fetch_channels()
    fetch_contracts() >> chunks
    fetch_chunk.expand(chunk=chunks) >> channels
    return channels


@task(task_id="fetch_contracts", task_display_name="Ler contratos", execution_timeout=timeout("fetch"))
@failures.told
def fetch_contracts() -> None:
    """Read the listings and occurrences of D (R3.2)."""
    from cobranca.pipeline import batch  # noqa: PLC0415

    print(batch.fetch_contracts(run_id()))


@task(task_id="scope", task_display_name="Escolher extratos", execution_timeout=timeout("plan"), do_xcom_push=True)
@failures.told
def scope() -> list[int]:
    """Decide whose rows are read (R3.2); the numbers of the chunks."""
    from cobranca.pipeline import batch  # noqa: PLC0415

    return batch.scope(run_id()) or [NO_CHUNK]


@task(
    task_id="fetch_chunk",
    task_display_name="Ler parcelas",
    execution_timeout=timeout("fetch"),
    max_active_tis_per_dagrun=CHUNKS_AT_ONCE,
    map_index_template="lote {{ task.op_kwargs['chunk'] }}",
)
@failures.told
def fetch_chunk(chunk: int) -> None:
    """Read the rows of one chunk's contracts."""
    from cobranca.pipeline import batch  # noqa: PLC0415

    if chunk != NO_CHUNK:
        print(batch.fetch_chunk(run_id(), chunk))


@task(task_id="fetch_channels", task_display_name="Ler contatos", execution_timeout=timeout("fetch"))
@failures.told
def fetch_channels() -> None:
    """Read e-mails and telephones of the customers that need them."""
    from cobranca.pipeline import batch  # noqa: PLC0415

    print(batch.fetch_channels(run_id()))


@task(task_id="reread", task_display_name="Reler amostra", execution_timeout=timeout("fetch"))
@failures.told
def reread() -> None:
    """Read a sample of contracts anew (R8.1)."""
    from cobranca.pipeline import batch  # noqa: PLC0415

    print(batch.reread(run_id()))
