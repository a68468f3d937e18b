"""`cobranca ticket`: what people see and do, from a shell. Each command is an act of `cobranca.acts`."""

from typing import Annotated

import typer

from cobranca import acts
from cobranca.acts import cli_actions, cli_tickets, showing
from cobranca.acts.options import As, Number, RoleName, contract, person


def register(app: typer.Typer) -> None:
    """Mount the commands of this area."""
    ticket = typer.Typer(no_args_is_help=True, help="Ocorrências: ver e agir, com um nome e um papel.")
    ticket.command("show")(show)
    ticket.command("list")(list_)
    for commands in (cli_tickets.COMMANDS, cli_actions.COMMANDS):
        for name, command in commands.items():
            ticket.command(name)(command)
    app.add_typer(ticket, name="ticket")


def show(number: Number, name: As, role: RoleName) -> None:
    """Mostra uma ocorrência, o que está em vigor e o seu histórico."""
    typer.echo(showing.ticket(acts.show(person(name, role), number)))


def list_(
    name: As,
    role: RoleName,
    key: Annotated[str, typer.Option("--contract", help="filial/contrato")] = "",
    kind: Annotated[str, typer.Option(help="contract, installment, action ou integration")] = "contract",
    request: Annotated[str, typer.Option(help="Código da solicitação")] = "",
    status: Annotated[str, typer.Option(help="Código do status")] = "",
    responsible: Annotated[str, typer.Option(help="Nome do responsável")] = "",
    with_closed: Annotated[bool, typer.Option("--closed", help="Também as encerradas")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Quantas, no máximo")] = 50,
) -> None:
    """Lista ocorrências, a de vencimento mais antigo primeiro."""
    rows = acts.find(
        person(name, role),
        kind=showing.kind(kind),
        contract=contract(key) if key else None,
        request=request or None,
        status=status or None,
        responsible=responsible or None,
        with_closed=with_closed,
        limit=limit,
    )
    typer.echo(showing.listed(rows) or "nenhuma ocorrência")
