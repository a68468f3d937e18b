"""A dry run's copies: schemas `dry_mega`, `dry_crm`, `dry_work`, `dry_audit`, in which the steps plan, judge
and apply as the real run would, so that each sees what the earlier ones would have done."""

from typing import Final

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from cobranca.database import SCHEMAS, with_prefix

PREFIX: Final = "dry_"
KEPT: Final = ("work", "audit")
"""What stays after a dry run, to be looked at: its plans and verdicts, until the next one."""

_TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY (%(schemas)s) AND c.relkind = 'r' ORDER BY c.oid
"""
_FUNCTIONS = """
    SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = ANY (%(schemas)s) AND p.prokind = 'f' ORDER BY p.oid
"""
_VIEWS = """
    SELECT format('CREATE VIEW %%I.%%I AS %%s', n.nspname, c.relname, pg_get_viewdef(c.oid))
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY (%(schemas)s) AND c.relkind = 'v' ORDER BY c.oid
"""
_IDENTITIES = """
    SELECT table_schema, table_name, column_name FROM information_schema.columns
    WHERE table_schema = ANY (%(schemas)s) AND is_identity = 'YES'
"""


def copy(conn: psycopg.Connection[TupleRow]) -> None:
    """Copy the four schemas with their rows, constraints, views and functions. Foreign keys are left out."""
    everything = {"schemas": list(SCHEMAS)}
    for schema in SCHEMAS:
        _run(conn, "DROP SCHEMA IF EXISTS {} CASCADE", PREFIX + schema)
        _run(conn, "CREATE SCHEMA {}", PREFIX + schema)
    tables = conn.execute(_TABLES, everything).fetchall()
    for schema, table in tables:
        _run(conn, "CREATE TABLE {}.{} (LIKE {}.{} INCLUDING ALL)", PREFIX + schema, table, schema, table)
        _run(
            conn, "INSERT INTO {}.{} OVERRIDING SYSTEM VALUE SELECT * FROM {}.{}", PREFIX + schema, table, schema, table
        )
    conn.execute("SET LOCAL check_function_bodies = off")
    for (definition,) in conn.execute(_FUNCTIONS, everything).fetchall():
        conn.execute(with_prefix(definition, PREFIX))
    for schema, table, column in conn.execute(_IDENTITIES, everything).fetchall():
        _continue_identity(conn, PREFIX + schema, table, column)
    for (definition,) in conn.execute(_VIEWS, everything).fetchall():
        conn.execute(with_prefix(definition, PREFIX))


def copy_staging(conn: psycopg.Connection[TupleRow]) -> None:
    """Bring what was fetched since into the copies."""
    for schema, table in conn.execute(_TABLES, {"schemas": ["work"]}).fetchall():
        if table.startswith("stage_") or table == "fetch_scope":
            _run(conn, "TRUNCATE {}.{}", PREFIX + schema, table)
            _run(conn, "INSERT INTO {}.{} SELECT * FROM {}.{}", PREFIX + schema, table, schema, table)


def hand_back_sample(conn: psycopg.Connection[TupleRow]) -> None:
    """Let the sample that the copies chose be read into the real staging, which holds no decision."""
    conn.execute("TRUNCATE work.fetch_scope, work.stage_installment, work.stage_extract")
    conn.execute("INSERT INTO work.fetch_scope SELECT * FROM dry_work.fetch_scope")


def drop(conn: psycopg.Connection[TupleRow]) -> None:
    """Drop the copies; plans and verdicts stay."""
    for schema in SCHEMAS:
        if schema not in KEPT:
            _run(conn, "DROP SCHEMA IF EXISTS {} CASCADE", PREFIX + schema)


def _continue_identity(conn: psycopg.Connection[TupleRow], schema: str, table: str, column: str) -> None:
    name = sql.SQL("{}.{}").format(sql.Identifier(schema), sql.Identifier(table)).as_string(conn)
    conn.execute(
        sql.SQL("SELECT setval(pg_get_serial_sequence({}, {}), coalesce(max({}), 0) + 1, false) FROM {}.{}").format(
            sql.Literal(name),
            sql.Literal(column),
            sql.Identifier(column),
            sql.Identifier(schema),
            sql.Identifier(table),
        )
    )


def _run(conn: psycopg.Connection[TupleRow], statement: str, *names: str) -> None:
    conn.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
