"""`cobranca batch` and `cobranca flow`: the batches in a shell, the same steps as the DAGs."""

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands of the pipeline."""
    app.command("batch")(batch)
    app.command("flow")(flow)
    app.command("migrate")(migrate)


def batch(
    as_of: Annotated[str, typer.Option(help="D, the business date (AAAA-MM-DD); today by default")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="show what it would do; nothing is changed")] = False,
    source: Annotated[str, typer.Option(help="erp, or landing: what was kept as fetched on D")] = "erp",
    accept: Annotated[list[str] | None, typer.Option(help="a failed check to let pass for this D: step.check")] = None,
    accept_name: Annotated[str, typer.Option(help="who accepts it")] = "",
    accept_reason: Annotated[str, typer.Option(help="why")] = "",
) -> None:
    """Run the daily batch of one D: integrations, ingest, tickets, routing, closures, flows, contact, reconcile."""
    from cobranca import clock  # noqa: PLC0415 - a command imports what it needs
    from cobranca.pipeline import batch as daily  # noqa: PLC0415
    from cobranca.pipeline.arguments import day, source_of  # noqa: PLC0415
    from cobranca.pipeline.run import Acceptance  # noqa: PLC0415

    acceptance = Acceptance(frozenset(accept or ()), accept_name.strip(), accept_reason.strip())
    _, text = daily.run(day(as_of) if as_of else clock.business_date(), source_of(source), dry_run, acceptance)
    typer.echo(text)


def flow() -> None:
    """Run the batch of every ten minutes: integrations of the statuses entered, and the minute (R4.5, R5.3)."""
    from cobranca.pipeline import flow as soon  # noqa: PLC0415 - a command imports what it needs

    typer.echo(soon.run())


def migrate() -> None:
    """Bring the database to the newest schema."""
    from cobranca import database  # noqa: PLC0415

    database.migrate()
    typer.echo("The database has the newest schema.")
