"""Alembic's environment: the URL is handed over by `cobranca.database.migrate`."""

from alembic import context

from cobranca import database


def run() -> None:
    """Run the migrations in one transaction, the version kept in the schema `audit`."""
    engine = database.engine(context.config.attributes["url"])
    with engine.begin() as connection:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('cobranca.migrate'))")
        connection.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS audit")
        context.configure(connection=connection, version_table="schema_version", version_table_schema="audit")
        with context.begin_transaction():
            context.run_migrations()


run()
