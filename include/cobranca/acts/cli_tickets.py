"""The acts on a ticket as commands: `cobranca ticket move …`."""

from collections.abc import Callable
from typing import Annotated, Final

import typer

from cobranca import acts
from cobranca.acts.options import As, Number, RoleName, Seen, Why, done, person


def move(number: Number, status: str, name: As, role: RoleName, reason: Why = "", seen: Seen = None) -> None:
    """Move uma ocorrência de contrato para um status visível do seu fluxo."""
    done(number, acts.move(person(name, role), number, status, reason=reason, expected_version=seen))


def field(
    number: Number,
    code: Annotated[str, typer.Argument(help="Código do campo")],
    value: Annotated[str, typer.Argument(help="Valor; vários de uma lista com vírgulas; vazio apaga")],
    name: As,
    role: RoleName,
    seen: Seen = None,
) -> None:
    """Preenche um campo adicional."""
    done(number, acts.set_field(person(name, role), number, code, value, expected_version=seen))


def note(number: Number, text: str, name: As, role: RoleName, seen: Seen = None) -> None:
    """Anota em uma ocorrência, aberta ou encerrada."""
    done(number, acts.note(person(name, role), number, text, expected_version=seen))


def promise(
    number: Number,
    on: Annotated[str, typer.Argument(help="Dia prometido: DD/MM/AAAA")],
    amount: Annotated[str, typer.Argument(help="Valor prometido: 1.234,56")],
    name: As,
    role: RoleName,
    reason: Why = "",
    seen: Seen = None,
) -> None:
    """Registra uma promessa de pagamento."""
    done(number, acts.promise(person(name, role), number, on, amount, reason=reason, expected_version=seen))


def hold(
    number: Number,
    until: Annotated[str, typer.Argument(help="Último dia da suspensão: DD/MM/AAAA")],
    reason: Why,
    name: As,
    role: RoleName,
    seen: Seen = None,
) -> None:
    """Suspende a cobrança do contrato até um dia."""
    done(number, acts.hold(person(name, role), number, until, reason, expected_version=seen))


def end_hold(number: Number, name: As, role: RoleName, reason: Why = "", seen: Seen = None) -> None:
    """Encerra a suspensão antes do seu dia."""
    done(number, acts.end_hold(person(name, role), number, reason=reason, expected_version=seen))


def dispute(number: Number, reason: Why, name: As, role: RoleName, seen: Seen = None) -> None:
    """Abre a contestação de uma parcela."""
    done(number, acts.dispute(person(name, role), number, reason, expected_version=seen))


def end_dispute(number: Number, name: As, role: RoleName, reason: Why = "", seen: Seen = None) -> None:
    """Encerra a contestação de uma parcela."""
    done(number, acts.end_dispute(person(name, role), number, reason=reason, expected_version=seen))


def responsible(
    number: Number,
    responsible: Annotated[str, typer.Argument(help="Nome; vazio para ninguém")],
    name: As,
    role: RoleName,
    seen: Seen = None,
) -> None:
    """Define o responsável por uma ocorrência de contrato."""
    done(number, acts.set_responsible(person(name, role), number, responsible, expected_version=seen))


def close(number: Number, status: str, name: As, role: RoleName, reason: Why = "", seen: Seen = None) -> None:
    """Encerra uma ocorrência de contrato sem sub-ocorrências abertas."""
    done(number, acts.close(person(name, role), number, status, reason=reason, expected_version=seen))


COMMANDS: Final[dict[str, Callable[..., None]]] = {
    "move": move,
    "field": field,
    "note": note,
    "promise": promise,
    "hold": hold,
    "end-hold": end_hold,
    "dispute": dispute,
    "end-dispute": end_dispute,
    "responsible": responsible,
    "close": close,
}
"""By the name that is typed."""
