"""`cobranca check`: every fault of a settings folder at once."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Adds `check` to the command line."""
    app.command(name="check")(check)


def check(
    config: Annotated[
        Path | None,
        typer.Option(help="Settings folder; without it COBRANCA_CONFIG, else the example company."),
    ] = None,
) -> None:
    """List every fault and warning of a settings folder, each with the place and what to write instead.

    Ends with 1 where a fault refuses the folder; warnings alone do not.
    """
    from cobranca import settings  # noqa: PLC0415 - heavy
    from cobranca.errors import ConfigurationError  # noqa: PLC0415

    folder = settings.folder_of(config)
    try:
        found, faults = settings.inspect(folder)
    except ConfigurationError as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from None
    for fault in faults:
        typer.echo(str(fault))
    refused = len(settings.errors(faults))
    verdict = "refused" if refused or found is None else "accepted"
    typer.echo(f"{folder}: {verdict}, {refused} errors, {len(faults) - refused} warnings")
    if verdict == "refused":
        raise typer.Exit(1)
