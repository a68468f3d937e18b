"""The form of a run: what it holds reaches the batch, what does not fit is refused by Airflow."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import ParamValidationError

from cobranca import connections
from cobranca.orchestration import params
from cobranca.orchestration.connections import as_json


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("as_of", "10/03/2026"),
        ("as_of", 20260310),
        ("dry_run", "yes"),
        ("source", "staged"),
        ("accept", ["ingest"]),
        ("accept", ["ingest.fresh; DROP TABLE"]),
        ("accept", "ingest.fresh"),
        ("accept_name", "x" * 101),
    ],
)
def test_what_does_not_fit_is_refused(name: str, value: Any) -> None:
    with pytest.raises(ParamValidationError):
        params.daily()[name].resolve(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("as_of", None), ("as_of", "2026-03-10"), ("source", "landing"), ("accept", ["closures.gone_share"])],
)
def test_what_fits_is_taken(name: str, value: Any) -> None:
    assert params.daily()[name].resolve(value) == value


def test_an_acceptance_is_taken_over_as_written() -> None:
    said = {"accept": ["tickets.new_share"], "accept_name": " Ana ", "accept_reason": "go-live da torre B"}
    taken = params.acceptance(said)
    assert (taken.expectations, taken.name, taken.reason) == ({"tickets.new_share"}, "Ana", "go-live da torre B")
    assert params.acceptance({"accept": None, "accept_name": None}).expectations == frozenset()


def test_a_connection_of_airflow_is_read_back_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {
        "conn_type": "http",
        "host": "https://erp.example/mega",
        "login": "api",
        "password": "s#n/ha?",
        "port": None,
        "schema": None,
        "extra": '{"tenant": "t1"}',
    }
    monkeypatch.setenv("AIRFLOW_CONN_MEGA_REST", as_json(SimpleNamespace(**kept)))
    read = connections.get("mega_rest")
    assert (read.url, read.login, read.password, read.extra) == (
        "https://erp.example/mega",
        "api",
        "s#n/ha?",
        {"tenant": "t1"},
    )
    assert "s#n/ha?" not in repr(read)
    assert json.loads(as_json(SimpleNamespace(**kept)))["conn_type"] == "http"
