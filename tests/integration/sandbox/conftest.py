"""A real sandbox on a free loopback port, and a signed-in client."""

from collections.abc import Iterator

import httpx
import pytest

from cobranca.sandbox.server import Running, running

TODAY = "2026-03-10"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Running]:
    with running(seed=2, contracts=60, rows=60, today=TODAY) as up:
        yield up


@pytest.fixture(autouse=True)
def _well_behaved(sandbox: Running) -> Iterator[None]:
    yield
    sandbox.behave()
    sandbox.set_today(TODAY)


@pytest.fixture
def anonymous(sandbox: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=sandbox.url) as client:
        yield client


@pytest.fixture
def client(sandbox: Running, anonymous: httpx.Client) -> httpx.Client:
    said = {"userName": sandbox.user, "password": sandbox.password}
    token = anonymous.post("/api/Auth/SignIn", json=said).json()["accessToken"]
    anonymous.headers.update({"Authorization": f"Bearer {token}", "Accept": "application/json"})
    return anonymous
