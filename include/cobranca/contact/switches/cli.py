"""`cobranca contact`: release of flows, and stops. Other commands of contact may stand beside them."""

from typing import Annotated

import typer

from cobranca.acts.options import As, RoleName, person

contact = typer.Typer(no_args_is_help=True, help="Comunicação com clientes: liberar fluxos, parar, retomar.")
Request = Annotated[str, typer.Argument(help="Código da solicitação, como COD_SOL_PARCELAS")]
Text = Annotated[str, typer.Option("--reason", help="Texto que fica registrado; sem dados de clientes")]


def register(app: typer.Typer) -> None:
    """Mount the commands of this area."""
    app.add_typer(contact, name="contact")


@contact.command("release")
def release_command(request: Request, name: As, role: RoleName, reason: Text) -> None:
    """Libera o fluxo de uma solicitação: a partir de agora, suas mensagens vão aos clientes."""
    from cobranca.contact.switches import releases  # noqa: PLC0415 - the command line starts without Jinja

    number = releases.release(person(name, role), request, reason)
    typer.echo(f"{request} liberado (liberação {number}): a partir de agora fala com os clientes")


@contact.command("withdraw")
def withdraw_command(request: Request, name: As, role: RoleName, reason: Text) -> None:
    """Retira a liberação: as mensagens voltam a ir só aos destinatários de teste."""
    from cobranca.contact.switches import releases  # noqa: PLC0415

    number = releases.withdraw(person(name, role), request, reason)
    typer.echo(f"{request} em teste (liberação {number} encerrada): só destinatários de teste")


@contact.command("releases")
def releases_command() -> None:
    """Lista os fluxos que comunicam, liberados ou em teste, e as liberações que terminaram."""
    from cobranca import settings  # noqa: PLC0415
    from cobranca.contact.switches import releases, told  # noqa: PLC0415

    for line in told.releases(releases.speaking(settings.load()), releases.history()):
        typer.echo(line)


@contact.command("stop")
def stop_command(
    name: As,
    role: RoleName,
    reason: Text,
    everything: Annotated[bool, typer.Option("--all", help="Tudo")] = False,
    channel: Annotated[str | None, typer.Option(help="Um canal: email, sms, whatsapp ou phone")] = None,
    development: Annotated[int | None, typer.Option(help="Um empreendimento, pelo código do Mega")] = None,
) -> None:
    """Para a comunicação já na próxima mensagem: tudo, um canal ou um empreendimento. O que está na fila espera."""
    from cobranca.contact.switches import stops  # noqa: PLC0415
    from cobranca.errors import ActRefused  # noqa: PLC0415

    if sum((everything, channel is not None, development is not None)) != 1:
        raise ActRefused(stops.RULE, "diga o que parar: --all, --channel CANAL ou --development CÓDIGO, um deles")
    scope = stops.Scope(stops.channel(channel) if channel is not None else None, development)
    number = stops.stop(person(name, role), scope, reason)
    typer.echo(f"comunicação parada (parada {number}); para retomar: cobranca contact resume {number}")


@contact.command("resume")
def resume_command(
    number: Annotated[int, typer.Argument(help="Número da parada, como em `cobranca contact stops`")],
    name: As,
    role: RoleName,
    reason: Text,
) -> None:
    """Encerra uma parada; o que envelheceu na fila é cancelado, o resto segue."""
    from cobranca.contact.switches import stops, told  # noqa: PLC0415

    count = stops.resume(person(name, role), number, reason)
    typer.echo(f"parada {number} encerrada; {told.cancelled(count)}")
    for line in told.banner():
        typer.echo(line)


@contact.command("stops")
def stops_command() -> None:
    """Lista as paradas, em vigor e encerradas, a mais nova primeiro."""
    from cobranca.contact.switches import stops, told  # noqa: PLC0415

    for line in map(told.stop_history, stops.history()):
        typer.echo(line)
    if not stops.in_force():
        typer.echo("nada está parado")
