"""`cobranca remap`: a mapping file is carried out."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("remap")(remap)


def remap(
    file: Annotated[Path, typer.Argument(help="the mapping file (include/config/README.md)")],
    name: Annotated[str, typer.Option("--as", help="who moves the tickets")],
    role: Annotated[str, typer.Option(help="in which role: multidados (R5.9)")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="show what it would do; nothing is moved")] = False,
) -> None:
    """Move open tickets out of requests and statuses that the settings folder lacks, as a mapping file says.

    Nobody is written to for it, and closed tickets keep their codes. Ends with 1 where tickets are left over.
    """
    from cobranca.acts import people  # noqa: PLC0415 - a command imports what it needs
    from cobranca.settings.unknown import KINDS  # noqa: PLC0415
    from cobranca.vocabulary import remap as mapping  # noqa: PLC0415

    told = mapping.remap(file, people.Person(name, people.role(role)), dry_run)
    typer.echo("Simulação: nada foi movido." if dry_run else f"Ocorrências movidas por {name}:")
    for each in told.moved:
        move = f"{each.from_request}/{each.from_status} → {each.to_request}/{each.to_status}"
        typer.echo(f"  {move}: {each.tickets} {KINDS[each.kind]} ({each.reason})")
    if not told.moved:
        typer.echo("  nenhuma: nenhum par encontrou ocorrência aberta no que a pasta não tem")
    if told.left:
        typer.echo(f"{'Sobrariam' if dry_run else 'Sobram'} no que a pasta não tem, e nenhuma execução começa:")
        for left in told.left:
            typer.echo(f"  {left}")
        raise typer.Exit(1)
