"""`cobranca person`: e-mails and telephones from a CSV or from a person; `templates` and `contact` stand beside it."""

from pathlib import Path
from typing import Annotated

import typer

from cobranca.contact.switches import cli as switches
from cobranca.contact.templates import cli as templates

person = typer.Typer(no_args_is_help=True, help="E-mails e telefones de clientes.")


def register(app: typer.Typer) -> None:
    """Mount the commands of this area."""
    app.add_typer(person, name="person")
    templates.register(app)
    switches.register(app)


@person.command("import")
def import_command(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV: cod_cliente;email;sms;whatsapp;telefone;uf;cidade")
    ],
) -> None:
    """Importa um CSV; linhas ruins são nomeadas e ficam de fora."""
    from cobranca import clock, database  # noqa: PLC0415 - the command line starts without them
    from cobranca.contact import people  # noqa: PLC0415

    with database.connect() as conn:
        done = people.import_file(conn, file.read_bytes(), clock.now(), _priority("csv"))
    typer.echo(f"{done.customers} clientes: {done.added} novos, {done.kept} iguais, {done.ended} encerrados")
    for bad in done.bad:
        typer.echo(str(bad), err=True)
    if done.bad:
        raise typer.Exit(1)


@person.command("add")
def add_command(
    customer: Annotated[int, typer.Argument(help="Código do cliente no Mega")],
    channel: Annotated[str, typer.Argument(help="email, sms, whatsapp ou phone")],
    address: Annotated[str, typer.Argument(help="O e-mail ou o telefone com DDD")],
    keep: Annotated[bool, typer.Option(help="Mantém o que uma pessoa informou antes")] = False,
) -> None:
    """Registra o que uma pessoa informou; substitui o que ela informara antes no mesmo canal."""
    from cobranca import clock, database  # noqa: PLC0415
    from cobranca.contact import people  # noqa: PLC0415
    from cobranca.errors import ConfigurationError  # noqa: PLC0415

    try:
        with database.connect() as conn:
            done = people.add(
                conn, customer, channel, address, now=clock.now(), priority=_priority("person"), keep=keep
            )
    except ValueError as error:
        raise ConfigurationError(str(error)) from error
    typer.echo(f"cliente {customer}: {done.added} novo, {done.kept} igual, {done.ended} encerrado")


def _priority(source: str) -> int:
    """The place of a source in the company's order, 1 first; last where it is not named."""
    from cobranca import settings  # noqa: PLC0415

    order = settings.load().erp.channels
    return next((place for place, name in enumerate(order, 1) if name == source), len(order) + 1)
