"""`cobranca templates`: check the texts to customers, see them with a real ticket, list their variables."""

from pathlib import Path
from typing import Annotated

import typer

templates = typer.Typer(no_args_is_help=True, help="Textos aos clientes: verificar, ver, listar as variáveis.")
Config = Annotated[Path | None, typer.Option(help="Pasta da configuração; sem ela COBRANCA_CONFIG, ou a do exemplo")]


def register(app: typer.Typer) -> None:
    """Mount the commands of this area."""
    app.add_typer(templates, name="templates")


@templates.command("check")
def check_command(config: Config = None) -> None:
    """Aponta arquivo, linha e causa do que um texto não pode dizer, do que lhe falta e dos textos que faltam ou sobram.

    Termina com 1 onde há erro; só com avisos, não.
    """
    from cobranca import settings  # noqa: PLC0415 - the command line starts without them
    from cobranca.contact.templates import faults, sources  # noqa: PLC0415
    from cobranca.contact.templates.checks import company  # noqa: PLC0415

    folder = settings.folder_of(config)
    texts = sources.read(folder)
    found = company.found(settings.load(folder), folder, texts)
    for fault in found:
        typer.echo(str(fault))
    refused = len(faults.errors(found))
    count = sum(source.channel is not None for source in texts.sources.values())
    typer.echo(f"{count} textos: {refused} erros, {len(found) - refused} avisos")
    if refused:
        raise typer.Exit(1)


@templates.command("preview")
def preview_command(
    ticket: Annotated[int, typer.Option(help="Número da ocorrência de contrato ou de parcela")],
    channel: Annotated[str | None, typer.Option(help="email, sms, whatsapp ou phone; sem ele, todos do status")] = None,
    status: Annotated[str | None, typer.Option(help="Nas palavras deste status, em vez do status atual")] = None,
    html: Annotated[Path | None, typer.Option(help="Grava o HTML do e-mail neste arquivo")] = None,
    config: Config = None,
) -> None:
    """Mostra o que sairia agora para uma ocorrência, com os valores de agora. Nada é enviado nem gravado.

    O texto traz dados do cliente: mostre-o só a quem pode vê-los.
    """
    from cobranca import clock, database, settings  # noqa: PLC0415
    from cobranca.contact.templates import checked, preview  # noqa: PLC0415

    folder = settings.folder_of(config)
    with database.connect(now=clock.now().isoformat(), as_of=clock.business_date().isoformat()) as conn:
        told = preview.announced(conn, settings.load(folder), ticket, status=status, today=clock.business_date())
    count = len(told.facts.items)
    parcels = "1 parcela" if count == 1 else f"{count} parcelas"
    typer.echo(f"Ocorrência {told.facts.contract_ticket_id}: {parcels}, nas palavras de {told.status_code}")
    for text, out in preview.lines(told, checked.read(folder), channel):
        typer.echo(f"\n{text}")
        if out.html and html:
            html.write_text(out.html, encoding="utf-8")
            typer.echo(f"\n(HTML gravado em {html})")


@templates.command("variables")
def variables_command() -> None:
    """Lista as variáveis que um texto pode usar, como em docs/mensagens.md."""
    from cobranca.contact.templates import documentation  # noqa: PLC0415

    typer.echo(documentation.tables())
