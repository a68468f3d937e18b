"""The one command line, `cobranca`. Errors of ours are shown as a sentence, not as a trace."""

import importlib
import sys
from typing import Final

import typer

from cobranca.errors import CobrancaError

AREAS: Final = ("settings", "pipeline", "contact", "sandbox")
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
