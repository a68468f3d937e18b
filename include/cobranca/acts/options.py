"""What the commands of `cobranca ticket` share: their options, and how a person and a contract are read."""

import re
from typing import Annotated

import typer

from cobranca.acts import Contract, Person, people
from cobranca.errors import ActRefused

Number = Annotated[int, typer.Argument(help="Número da ocorrência")]
Key = Annotated[str, typer.Argument(help="Contrato: filial/contrato, como 1/1234")]
As = Annotated[str, typer.Option("--as", help="Nome de quem age")]
RoleName = Annotated[str, typer.Option("--role", help="leitura, suporte, operador, supervisor ou multidados")]
Why = Annotated[str, typer.Option("--reason", help="Motivo")]
Seen = Annotated[int | None, typer.Option("--if-version", help="Recusa se a versão já não for esta")]
_KEY = re.compile(r"([0-9]{1,9})/([0-9]{1,18})")


def person(name: str, role: str) -> Person:
    """Who acts; refused where the role is none of R5.9."""
    return people.Person(name, people.role(role))


def contract(key: str) -> Contract:
    """A contract written `branch/contract`.

    Raises:
        ActRefused: it is not written so.
    """
    found = _KEY.fullmatch(key.strip())
    if found is None:
        raise ActRefused("R4.6", f"{key[:40]!r} não é um contrato: escreva filial/contrato, como 1/1234")
    return Contract(int(found[1]), int(found[2]))


def done(number: int, event_id: int) -> None:
    """Say that the act is written."""
    typer.echo(f"ocorrência {number}: registrado (evento {event_id})")


def asked(ticket_id: int) -> None:
    """Say that an action ticket was opened."""
    typer.echo(f"ocorrência de ação {ticket_id} aberta: a próxima execução a cumpre e a encerra")
