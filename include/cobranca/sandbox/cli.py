"""`cobranca sandbox`: an invented Mega on this machine."""

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the product's command line."""
    app.command("sandbox")(sandbox)


def sandbox(
    port: Annotated[int, typer.Option(help="Porta; 0 escolhe uma livre.", min=0, max=65535)] = 8600,
    host: Annotated[str, typer.Option(help="Endereço em que escuta.")] = "127.0.0.1",
    seed: Annotated[int, typer.Option(help="Semente da carteira.")] = 1,
    contracts: Annotated[int, typer.Option(help="Quantidade de contratos.", min=1)] = 1000,
    rows: Annotated[int, typer.Option(help="Parcelas por contrato, em média.", min=1)] = 600,
    today: Annotated[
        str | None, typer.Option(help="Dia fixo AAAA-MM-DD ou @arquivo; sem ele, COBRANCA_CLOCK ou hoje.")
    ] = None,
    user: Annotated[str, typer.Option(help="Usuário do ERP.")] = "api.cobranca",
    password: Annotated[str, typer.Option(help="Senha do ERP.")] = "sandbox",  # noqa: S107 - invented data
) -> None:
    """Sobe um Mega de mentira (REST, SOAP e extrato) com uma carteira inventada, até Ctrl-C."""
    from cobranca.errors import CobrancaError  # noqa: PLC0415 - heavy imports only when asked for
    from cobranca.sandbox import server  # noqa: PLC0415
    from cobranca.sandbox import today as days  # noqa: PLC0415
    from cobranca.sandbox.app import build  # noqa: PLC0415

    try:
        built = build(days.source(today), seed=seed, contracts=contracts, rows=rows, user=user, password=password)
        listener = server.listen(host, port)
    except CobrancaError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    running = server.Running(server.address(listener), built)
    typer.echo(f"Mega sandbox em {running.url} ({contracts} contratos, semente {seed}); WSDL: {running.wsdl_url}")
    server.serve(built, listener)
