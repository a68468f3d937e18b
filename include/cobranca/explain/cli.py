"""`cobranca explain`: why a ticket stands where it stands, why a title has none."""

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command of this area."""
    app.command("explain")(explain)


def explain(
    what: Annotated[str, typer.Argument(help="ocorrência, filial/contrato, contrato, ou filial/contrato/parcela")],
    is_contract: Annotated[bool, typer.Option("--contract", help="um número sozinho é código de contrato")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="tudo, em JSON")] = False,
    texts: Annotated[
        bool, typer.Option("--texts", help="também o que as pessoas escreveram; pode conter dados pessoais")
    ] = False,
) -> None:
    """Diz, em ordem, por que uma ocorrência está onde está: linhas do Mega, regra, plano, execução, pessoa."""
    from cobranca.explain import account, showing  # noqa: PLC0415 - the command line starts without them

    told = account.of(what, is_contract=is_contract, with_texts=texts)
    typer.echo(showing.as_json(told) if as_json else showing.text(told))
