"""The ERP's sandbox as a process beside a local system. It is started, never imported."""

import json
import os
import re
from collections.abc import Mapping
from sys import executable
from typing import Final

from cobranca import connections
from cobranca.orchestration.local.place import Place
from cobranca.orchestration.local.processes import Child, Children

SLOW: Final = 120.0
USER: Final = "api.cobranca"
PASSWORD: Final = "sandbox"  # noqa: S105 - an invented ERP, on the loopback only
TENANT: Final = "sandbox"
_ADDRESSES: Final = re.compile(r"(?P<rest>http://\S+).*WSDL: (?P<wsdl>http://\S+)")


def start(
    children: Children, place: Place, contracts: int, rows: int, seed: int, more: Mapping[str, str]
) -> dict[str, str]:
    """Start the sandbox on a free port; the connections that lead to it.

    Args:
        more: variables that it shares with the system, the clock above all.
    """
    command = [executable, "-m", "cobranca.sandbox", "--port", "0", "--user", USER, "--password", PASSWORD]
    command += ["--seed", str(seed), "--contracts", str(contracts), "--rows", str(rows)]
    environment = {**os.environ, **more, "PYTHONUNBUFFERED": "1"}
    child = children.start("sandbox", command, environment, place.logs / "sandbox.log")
    children.wait_until(lambda: _told(child) is not None, "Mega sandbox", SLOW)
    told = _told(child)
    assert told is not None
    return {
        connections.variable("mega_rest"): _json(told["rest"], {"tenant": TENANT}),
        connections.variable("mega_soap"): _json(told["wsdl"], {}),
    }


def _told(child: Child) -> "re.Match[str] | None":
    """The addresses that the sandbox tells once it listens."""
    return _ADDRESSES.search(child.log.read_text(encoding="utf-8", errors="replace"))


def _json(url: str, extra: dict[str, str]) -> str:
    return json.dumps({"conn_type": "http", "host": url, "login": USER, "password": PASSWORD, "extra": extra})
