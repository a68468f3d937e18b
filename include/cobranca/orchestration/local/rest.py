"""What the launcher asks of Airflow's API server."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import requests

from cobranca.errors import CobrancaError

TIMEOUT: Final = 30.0
CREATED: Final = 201


class AirflowRefused(CobrancaError):
    """Airflow's API answered that it would not."""


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task of a run, as far as progress and failures are told."""

    task_id: str
    map_index: int
    state: str | None
    try_number: int
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def group(self) -> str:
        """The step that it is part of; its own name where it is of none."""
        return self.task_id.split(".", 1)[0]


class Api:
    """Airflow's public API, on this machine."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._session = requests.Session()
        self._session.trust_env = False

    def is_healthy(self, *components: str) -> bool:
        """Whether the API server answers and the components have given a sign of life."""
        try:
            told = self._session.get(f"{self._base}/api/v2/monitor/health", timeout=TIMEOUT).json()
        except (requests.ConnectionError, requests.Timeout):
            return False
        return all((told.get(name) or {}).get("status") == "healthy" for name in components)

    def sign_in(self) -> None:
        """Take a token; a local system lets everyone of the machine in."""
        answer = self._session.get(f"{self._base}/auth/token", timeout=TIMEOUT)
        if answer.status_code != CREATED:
            raise AirflowRefused(f"sign-in: {answer.status_code} {answer.text[:500]}")
        self._session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def knows(self, dag_id: str) -> bool:
        """Whether the DAG was read; raises AirflowRefused where its file cannot be."""
        errors = self._get("/importErrors")["import_errors"]
        if errors:
            raise AirflowRefused("\n".join(f"{e['filename']}: {e['stack_trace']}" for e in errors))
        return any(dag["dag_id"] == dag_id for dag in self._get("/dags")["dags"])

    def trigger(self, dag_id: str, run_id: str, conf: dict[str, Any]) -> None:
        """Ask for a run of its own name, without a logical date."""
        body = {"dag_run_id": run_id, "logical_date": None, "conf": conf}
        self._insist(self._session.post(f"{self._base}/api/v2/dags/{dag_id}/dagRuns", json=body, timeout=TIMEOUT))

    def runs(self, dag_id: str) -> dict[str, str]:
        """The state of each run, by its name, the one with the earliest logical date first."""
        found = self._get(f"/dags/{dag_id}/dagRuns?limit=100&order_by=logical_date")["dag_runs"]
        return {str(run["dag_run_id"]): str(run["state"]) for run in found}

    def unfinished(self, dag_id: str) -> list[str]:
        """The names of the runs that are queued or running."""
        return [name for name, state in self.runs(dag_id).items() if state in {"queued", "running"}]

    def fail(self, dag_id: str, run_id: str) -> None:
        """Mark a run as failed, as a person does; its teardown still works."""
        address = f"{self._base}/api/v2/dags/{dag_id}/dagRuns/{run_id}"
        self._insist(self._session.patch(address, json={"state": "failed"}, timeout=TIMEOUT))

    def run_state(self, dag_id: str, run_id: str) -> str:
        """The state of a run: queued, running, success or failed."""
        return str(self._get(f"/dags/{dag_id}/dagRuns/{run_id}")["state"])

    def tasks(self, dag_id: str, run_id: str) -> list[TaskState]:
        """The tasks of a run."""
        path = f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances?limit=1000"
        return [
            TaskState(
                one["task_id"],
                one["map_index"],
                one["state"],
                one["try_number"],
                _instant(one["start_date"]),
                _instant(one["end_date"]),
            )
            for one in self._get(path)["task_instances"]
        ]

    def _get(self, path: str) -> Any:
        return self._insist(self._session.get(f"{self._base}/api/v2{path}", timeout=TIMEOUT))

    def _insist(self, answer: requests.Response) -> Any:
        if not answer.ok:
            raise AirflowRefused(f"{answer.request.method} {answer.url}: {answer.status_code} {answer.text[:1000]}")
        return answer.json()


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
