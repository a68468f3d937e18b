"""`cobranca check`: every fault of a settings folder at once, and what the folder means for the tickets there are."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cobranca.settings import Settings


def register(app: typer.Typer) -> None:
    """Adds `check` to the command line."""
    app.command(name="check")(check)


def check(
    config: Annotated[
        Path | None,
        typer.Option(help="Settings folder; without it COBRANCA_CONFIG, else the example company."),
    ] = None,
    against_db: Annotated[
        bool, typer.Option("--against-db", help="Compare the folder with the open tickets of the database.")
    ] = False,
    as_of: Annotated[str, typer.Option(help="D of the run that is foreseen (AAAA-MM-DD); today by default.")] = "",
) -> None:
    """List every fault and warning of a settings folder, each with the place and what to write instead.

    With --against-db also, in Portuguese: open tickets in requests or statuses that the folder lacks, flows that
    changed since the last good run, how many tickets would go on and be written to. Nothing is written.

    Ends with 1 where a fault refuses the folder, or tickets stand in what it lacks; warnings alone do not.
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
    if found is None or refused:
        raise typer.Exit(1)
    if against_db:
        _compare(found, as_of)


def _compare(found: "Settings", as_of: str) -> None:
    from cobranca import clock  # noqa: PLC0415
    from cobranca.settings import against, against_text  # noqa: PLC0415

    compared = against.compare(found, _day(as_of) if as_of else clock.business_date())
    for line in against_text.lines(compared):
        typer.echo(line)
    if compared.unknown:
        raise typer.Exit(1)


def _day(text: str) -> date:
    from cobranca.errors import ConfigurationError  # noqa: PLC0415

    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigurationError(f"as_of is {text!r}: write a date such as 2026-03-10") from error
