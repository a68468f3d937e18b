"""A small ERP, and the connections and settings that lead to it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.integration.mega.erp import Erp, serving

from cobranca import settings as configuration
from cobranca.connections import Connection
from cobranca.mega.rest import RestClient
from cobranca.mega.retry import Patience
from cobranca.settings import Settings
from cobranca.settings.erp import Rest

QUICK = Patience(retries=2, backoff_seconds=0.01, throttled_seconds=(0.01, 0.01))
REST = Rest(timeout_seconds=2, retries=1, backoff_seconds=0.01, parallel_calls=8)


@pytest.fixture
def erp() -> Iterator[Erp]:
    with serving() as running:
        yield running


@pytest.fixture
def client(erp: Erp) -> Iterator[RestClient]:
    with RestClient(connection(erp), REST, QUICK) as made:
        yield made


@pytest.fixture(scope="session")
def company() -> Settings:
    loaded = configuration.load()
    return loaded.model_copy(update={"erp": loaded.erp.model_copy(update={"rest": REST})})


@pytest.fixture
def landing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COBRANCA_LANDING", str(tmp_path / "landing"))
    return tmp_path / "landing"


def connection(erp: Erp, **extra: str) -> Connection:
    return Connection("mega_rest", "http", host=erp.url, login=erp.user, password=erp.password, extra=extra)


def as_variable(url: str, user: str, password: str, **extra: str) -> str:
    return json.dumps({"conn_type": "http", "host": url, "login": user, "password": password, "extra": extra})
