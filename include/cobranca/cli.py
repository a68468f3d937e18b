"""The one command line, `cobranca`. Errors of ours are shown as a sentence, not as a trace."""

import importlib
import sys
from typing import Final

import psycopg
import typer
from sqlalchemy.exc import SQLAlchemyError

from cobranca.errors import CobrancaError

AREAS: Final = ("settings", "pipeline", "acts", "vocabulary", "contact", "explain", "sandbox")
app: Final = typer.Typer(name="cobranca", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)

for area in AREAS:
    importlib.import_module(f"cobranca.{area}.cli").register(app)


@app.callback()
def about() -> None:
    """Collections on the Mega ERP: the daily batch, its settings, its people."""


def main() -> None:
    """Run the command line; 1 and a sentence where something of ours went wrong."""
    try:
        app()
    except CobrancaError as error:
        typer.echo(f"{type(error).__name__}: {error}", err=True)
        sys.exit(1)
    except (psycopg.Error, SQLAlchemyError) as error:
        typer.echo(f"PostgreSQL: {_told(error)}", err=True)
        sys.exit(1)


def _told(error: Exception) -> str:
    """What the database said, with what to do about a schema that is not there."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, psycopg.errors.UndefinedTable | psycopg.errors.InvalidSchemaName):
        return f"{cause}; run `cobranca migrate` first"
    told = " ".join(str(cause).split())
    return f"{told}; once it answers, run the same command again" if _is_away(cause) else told


def _is_away(cause: BaseException) -> bool:
    """Whether the server is gone, going or coming: no code, or one of the classes that say so."""
    return isinstance(cause, psycopg.OperationalError) and (cause.sqlstate or "57P").startswith(("57P", "08"))
