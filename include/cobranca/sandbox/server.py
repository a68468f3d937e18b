"""Running the sandbox: in this process until it is stopped, or in a thread for a test."""

import gc
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import uvicorn

from cobranca.errors import CobrancaError
from cobranca.sandbox import today as days
from cobranca.sandbox.app import PASSWORD, USER, Sandbox, build
from cobranca.sandbox.misbehaviour.rules import Rule
from cobranca.sandbox.portfolio.portfolio import DEFAULT_ROWS
from cobranca.sandbox.soap.service import PATH

LOOPBACK: Final = "127.0.0.1"
_START_SECONDS: Final = 15.0


@dataclass(frozen=True)
class Running:
    """A sandbox that answers at `url`."""

    url: str
    sandbox: Sandbox

    @property
    def wsdl_url(self) -> str:
        """Where the WSDL is."""
        return f"{self.url}{PATH}?wsdl"

    @property
    def user(self) -> str:
        """The ERP user, for REST and SOAP."""
        return self.sandbox.user

    @property
    def password(self) -> str:
        """Its password."""
        return self.sandbox.password

    def misbehave(self, kind: str, **rule: Any) -> None:
        """Put a rule in force: `misbehave("429", path="DadosParcelas", times=2)`; see `misbehaviour`."""
        self.sandbox.admin.misbehave(Rule.model_validate({"kind": kind, **rule}))

    def behave(self) -> None:
        """Forget all rules."""
        self.sandbox.admin.behave()

    def calls(self) -> dict[str, Any]:
        """Counts since the start: total, endpoints, paths, statuses, most_at_once."""
        return self.sandbox.calls.told()

    def forget_calls(self) -> None:
        """Count from zero."""
        self.sandbox.calls.reset()

    def contracts(self, corner: str | None = None) -> list[dict[str, Any]]:
        """The contracts of a corner (`portfolio.deck.CARDS`), or all."""
        return self.sandbox.admin.contracts(corner)

    def set_today(self, day: date | str) -> None:
        """Let it be another day from the next request on."""
        self.sandbox.erp.today = days.source(day)


@contextmanager
def running(
    port: int = 0,
    *,
    host: str = LOOPBACK,
    seed: int = 1,
    contracts: int = 100,
    rows: int = DEFAULT_ROWS,
    today: date | str | Path | None = None,
    user: str = USER,
    password: str = PASSWORD,
) -> Iterator[Running]:
    """A sandbox in a thread of this process, on a free port unless one is given.

    `today`: a day, a clock file (Path or `@file`), or None for `COBRANCA_CLOCK` and the real day.
    """
    sandbox = build(days.source(today), seed=seed, contracts=contracts, rows=rows, user=user, password=password)
    listener = listen(host, port)
    server = _server(sandbox)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        _await_start(server, thread)
        yield Running(address(listener), sandbox)
    finally:
        server.should_exit = True
        thread.join(timeout=_START_SECONDS)
        listener.close()


def serve(sandbox: Sandbox, listener: socket.socket) -> None:
    """Answer until Ctrl-C or SIGTERM. The process is its own: lives come and go by the thousand tuples,
    none in a cycle, so the collector is told to look seldom."""
    gc.set_threshold(100_000, 20, 100)
    _server(sandbox).run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        CobrancaError: the port is taken, or the host is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise CobrancaError(f"the sandbox cannot listen on {host}:{port} ({error.strerror}): give --port") from error
    listener.listen(512)
    return listener


def address(listener: socket.socket) -> str:
    """The base URL of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _server(sandbox: Sandbox) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(sandbox.app, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=2)
    )


def _await_start(server: uvicorn.Server, thread: threading.Thread) -> None:
    until = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise CobrancaError("the sandbox did not start: its thread ended or is stuck")
        time.sleep(0.005)
