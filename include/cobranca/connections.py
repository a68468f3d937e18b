"""Outside connections, read from `AIRFLOW_CONN_<ID>` as Airflow writes them: a URI or JSON.

The same variables serve the command line and the DAGs, so that both reach the same systems.
Secrets stand in `password` and never in `repr()`.
"""

import json
import os
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from cobranca.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Connection:
    """One outside system, under the names Airflow uses."""

    conn_id: str
    conn_type: str
    host: str = ""
    port: int | None = None
    schema: str = ""
    login: str = ""
    password: str = field(default="", repr=False)
    extra: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def url(self) -> str:
        """The base URL of an HTTP service, without a trailing slash and without credentials.

        Airflow keeps the scheme either in the host ('https://erp'), in the schema, or in the type.
        """
        if "://" in self.host:
            return self.host.rstrip("/")
        scheme = self.schema if self.schema in {"http", "https"} else self.conn_type
        scheme = scheme if scheme in {"http", "https"} else "https"
        port = f":{self.port}" if self.port else ""
        path = "" if self.schema in {"", "http", "https"} else "/" + self.schema.strip("/")
        return f"{scheme}://{self.host}{port}{path}".rstrip("/")


def variable(conn_id: str) -> str:
    """The environment variable that holds a connection."""
    return f"AIRFLOW_CONN_{conn_id.upper()}"


def exists(conn_id: str) -> bool:
    """Whether the connection is configured."""
    return bool(os.environ.get(variable(conn_id), "").strip())


def get(conn_id: str) -> Connection:
    """The connection of that id.

    Raises:
        ConfigurationError: it is not set, or is neither a URI nor JSON.
    """
    said = os.environ.get(variable(conn_id), "").strip()
    if not said:
        raise ConfigurationError(
            f"the connection {conn_id!r} is not configured: set {variable(conn_id)} to a URI "
            "(http://user:password@host:port) or to Airflow's JSON form"
        )
    return _from_json(conn_id, said) if said.startswith("{") else _from_uri(conn_id, said)


def _from_json(conn_id: str, said: str) -> Connection:
    try:
        parts = json.loads(said)
        port = parts.get("port")
        extra = parts.get("extra") or {}
        return Connection(
            conn_id=conn_id,
            conn_type=str(parts.get("conn_type") or ""),
            host=str(parts.get("host") or ""),
            port=int(port) if port else None,
            schema=str(parts.get("schema") or ""),
            login=str(parts.get("login") or ""),
            password=str(parts.get("password") or ""),
            extra=json.loads(extra) if isinstance(extra, str) else dict(extra),
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise ConfigurationError(f"{variable(conn_id)} is not the JSON of a connection: {error}") from error


def _from_uri(conn_id: str, said: str) -> Connection:
    try:
        parts = urlsplit(said)
        port = parts.port
    except ValueError as error:
        raise ConfigurationError(f"{variable(conn_id)} is not a URI: {error}") from error
    if not parts.scheme:
        raise ConfigurationError(f"{variable(conn_id)} is not a URI: write scheme://user:password@host:port")
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    extra = json.loads(query.pop("__extra__", "{}") or "{}") | query
    host, schema = unquote(parts.hostname or ""), unquote(parts.path.lstrip("/"))
    if schema.startswith(("http://", "https://")):  # http://host/https: Airflow's way to say TLS
        schema = schema.split(":", 1)[0]
    return Connection(
        conn_id=conn_id,
        conn_type=parts.scheme,
        host=host,
        port=port,
        schema=schema,
        login=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        extra=extra,
    )


def quoted(text: str) -> str:
    """Text as a part of a URI."""
    return quote(text, safe="")
