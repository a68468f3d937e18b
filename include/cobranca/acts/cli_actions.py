"""Marks and blocks as commands: `cobranca ticket mark …`. Each opens an action ticket (R4.6)."""

from collections.abc import Callable
from typing import Annotated, Final

import typer

from cobranca import acts
from cobranca.acts.options import As, Key, RoleName, Why, asked, contract, person
from cobranca.errors import ActRefused

Pairs = Annotated[list[str] | None, typer.Option("--field", help="Campo da ação: codigo=valor")]
Blocks = Annotated[str, typer.Argument(help="TBG (todos os canais), ou TBE, TBS, TBT, TBW com vírgulas")]


def open_(
    key: Key,
    status: Annotated[str, typer.Argument(help="Status de ação, como J ou LIMPAR")],
    name: As,
    role: RoleName,
    fields: Pairs = None,
    reason: Why = "",
    request: Annotated[str, typer.Option(help="Solicitação de ação, se não for a padrão")] = "",
) -> None:
    """Abre uma ocorrência de ação sobre um contrato."""
    who, given = person(name, role), _pairs(fields)
    asked(acts.open_action(who, contract(key), status, fields=given, reason=reason, request=request or None))


def mark(
    key: Key,
    what: Annotated[str, typer.Argument(help="Marca: J, T, F, D …; limpar a retira")],
    name: As,
    role: RoleName,
    fields: Pairs = None,
    reason: Why = "",
) -> None:
    """Pede que um contrato, ou o seu cliente, leve uma marca."""
    asked(acts.mark(person(name, role), contract(key), what, fields=_pairs(fields), reason=reason))


def block(key: Key, blocks: Blocks, name: As, role: RoleName, reason: Why = "") -> None:
    """Pede que canais não sejam usados."""
    asked(acts.block(person(name, role), contract(key), blocks, reason=reason))


def unblock(key: Key, blocks: Blocks, name: As, role: RoleName, reason: Why = "") -> None:
    """Pede que canais voltem a ser usados."""
    asked(acts.unblock(person(name, role), contract(key), blocks, reason=reason))


def _pairs(given: list[str] | None) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given or ()]
    if wrong := [code for code, sign, _ in pairs if not sign or not code]:
        raise ActRefused("R3.10", f"{wrong[0][:40]!r} não é um campo preenchido: escreva --field codigo=valor")
    return {code.strip(): value for code, _, value in pairs}


COMMANDS: Final[dict[str, Callable[..., None]]] = {"open": open_, "mark": mark, "block": block, "unblock": unblock}
"""By the name that is typed."""
