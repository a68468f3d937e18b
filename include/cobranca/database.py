"""PostgreSQL: the one connection of the product, its migrations and its SQL files.

SQL files bind `%(name)s`. A dry run works on copies of the schemas (`dry_crm` for `crm` …): the
same files, read with the schemas' names replaced.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

import psycopg
import sqlalchemy as sa
from psycopg.rows import TupleRow

from cobranca import connections
from cobranca.errors import ConfigurationError
from cobranca.paths import SQL

SCHEMAS: Final = ("mega", "crm", "work", "audit")
_INCLUDED: Final = re.compile(r"^-- include: (\S+)$", re.MULTILINE)
_QUALIFIED: Final = re.compile(r"\b(mega|crm|work|audit)\.(?=[a-z_%])")

Params = Mapping[str, Any]


def url() -> str:
    """SQLAlchemy's URL of the database, from the connection `cobranca_db`.

    A socket folder is given as the extra `host` (`postgresql://user@/name?host=/folder`).

    Raises:
        ConfigurationError: the connection is missing or is not a PostgreSQL one.
    """
    conn = connections.get("cobranca_db")
    if conn.conn_type not in {"postgres", "postgresql", "postgresql+psycopg"}:
        raise ConfigurationError(
            f"{connections.variable('cobranca_db')} is of type {conn.conn_type!r}: "
            "only PostgreSQL is supported, write postgresql://user:password@host:5432/name"
        )
    login = connections.quoted(conn.login)
    secret = f":{connections.quoted(conn.password)}" if conn.password else ""
    host = conn.host + (f":{conn.port}" if conn.port else "")
    extra = {key: str(value) for key, value in conn.extra.items()}
    query = f"?{urlencode(extra)}" if extra else ""
    return f"postgresql+psycopg://{login}{secret}@{host}/{conn.schema}{query}"


@cache
def engine(address: str) -> sa.Engine:
    """The engine of one address, made once a process."""
    return sa.create_engine(address, poolclass=sa.NullPool, connect_args={"cursor_factory": psycopg.ClientCursor})


@contextmanager
def connect(**settings: str) -> Iterator[psycopg.Connection[TupleRow]]:
    """A connection in a transaction: committed at the end, rolled back on an error.

    Args:
        settings: session variables, `settings_hash="…"` sets `cobranca.settings_hash`.
    """
    raw = engine(url()).raw_connection()
    try:
        conn = raw.driver_connection
        assert isinstance(conn, psycopg.Connection)
        prepare_session(conn, settings)
        yield conn
        conn.commit()
    except BaseException:
        _give_up(raw)
        raise
    finally:
        raw.close()


def _give_up(raw: "sa.PoolProxiedConnection") -> None:
    """Roll back; a connection that is lost has nothing left to be rolled back, and is thrown away."""
    try:
        raw.rollback()
    except psycopg.OperationalError as error:
        raw.invalidate(error)


def prepare_session(conn: psycopg.Connection[TupleRow], settings: Mapping[str, str]) -> None:
    """Set the session's variables `cobranca.<name>` and the zone in which days are counted (R2.1)."""
    conn.execute("SELECT set_config('TimeZone', 'America/Sao_Paulo', false)")
    for name, value in settings.items():
        conn.execute("SELECT set_config(%(name)s, %(value)s, false)", {"name": f"cobranca.{name}", "value": value})


@cache
def sql(name: str, prefix: str = "") -> str:
    """The text of `include/sql/<name>`, with `prefix` before each schema's name.

    A line `-- include: <file>` stands for the text of another file.

    Raises:
        ConfigurationError: there is no such file.
    """
    path = SQL / name
    if not path.is_file():
        raise ConfigurationError(f"there is no SQL file include/sql/{name}")
    text = _INCLUDED.sub(lambda found: sql(found[1]), path.read_text(encoding="utf-8"))
    return with_prefix(text, prefix)


def with_prefix(text: str, prefix: str) -> str:
    """SQL with `prefix` before the name of each of the product's schemas."""
    return _QUALIFIED.sub(rf"{prefix}\1.", text) if prefix else text


def migrate(address: str | None = None) -> None:
    """Bring the database to the newest schema (Alembic). Runs as often as one likes."""
    from alembic import command  # noqa: PLC0415 - Alembic is not needed by the steps
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "cobranca:migrations")
    config.attributes["url"] = address or url()
    command.upgrade(config, "head")
