"""Marks and blocks: each is asked for by a new action ticket (R4.6), which the next run carries out and closes (R4.5).

Nothing here writes a mark or a block: from the act to that run the contract stands as before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb

from cobranca.acts import actionflow, values
from cobranca.acts.actionflow import Action
from cobranca.acts.desk import Desk, opened
from cobranca.acts.people import Person
from cobranca.acts.values import FieldValue
from cobranca.errors import ActRefused

Fields = Mapping[str, FieldValue]


@dataclass(frozen=True, slots=True, order=True)
class Contract:
    """The key of a contract; written `branch/contract`."""

    branch_code: int
    contract_code: int

    def __str__(self) -> str:
        return f"{self.branch_code}/{self.contract_code}"


def open_action(
    person: Person,
    contract: Contract,
    status: str,
    *,
    fields: Fields | None = None,
    reason: str | None = None,
    request: str | None = None,
) -> int:
    """Open an action ticket in a status of an action request: the standard one's, or that of `request`.

    Returns:
        The id of the new ticket, as `mark`, `block` and `unblock` do.
    """
    with opened(person, "mark") as desk:
        return _open(desk, contract, actionflow.action(desk.settings, status, request), fields or {}, reason)


def mark(
    person: Person, contract: Contract, what: str, *, fields: Fields | None = None, reason: str | None = None
) -> int:
    """Ask for a collection status or category (J, T, F, D …), named by status or value; `limpar` takes it away."""
    with opened(person, "mark") as desk:
        return _open(desk, contract, actionflow.mark(desk.settings, what), fields or {}, reason)


def block(person: Person, contract: Contract, blocks: str | Iterable[str], *, reason: str | None = None) -> int:
    """Ask for blocks of contact: `TBG` (every channel), or single ones such as `TBE,TBS` (R4.8)."""
    with opened(person, "block") as desk:
        action, fields = actionflow.block(desk.settings, blocks, lift=False)
        return _open(desk, contract, action, fields, reason)


def unblock(person: Person, contract: Contract, blocks: str | Iterable[str], *, reason: str | None = None) -> int:
    """Ask for blocks to be lifted."""
    with opened(person, "block") as desk:
        action, fields = actionflow.block(desk.settings, blocks, lift=True)
        return _open(desk, contract, action, fields, reason)


def _open(desk: Desk, contract: Contract, action: Action, fields: Fields, reason: str | None) -> int:
    why = values.optional_text(reason, "R4.6", "o motivo")
    kept = _filled(action, fields)
    _check_contract(desk, contract, action)
    desk.begin()
    ticket_id = desk.run(
        "open_action",
        branch_code=contract.branch_code,
        contract_code=contract.contract_code,
        request=action.request.code,
        status=action.step.status,
        person_fields=Jsonb(kept),
    )
    desk.record("opened", ticket_id, reason=why, details=_told(contract, kept))
    return ticket_id


def _told(contract: Contract, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": "action",
        "branch_code": contract.branch_code,
        "contract_code": contract.contract_code,
        "person_fields": dict(fields),
        "placed_by": "person",
    }


def _filled(action: Action, fields: Fields) -> dict[str, Any]:
    """The fields in their kept form; what the status reads must be there."""
    declared = {field.code: field for field in action.request.fields}
    for code in fields:
        if code not in declared:
            able = ", ".join(declared) or "nenhum"
            raise ActRefused("R3.10", f"a solicitação {action.request.code} não tem o campo {code}; os que tem: {able}")
    kept = {code: values.of_field(declared[code], value) for code, value in fields.items()}
    wanted = action.integration.field if action.integration else None
    if wanted and not kept.get(wanted):
        raise ActRefused("R4.5", f"{action.step.status} lê o campo {wanted}: preencha-o ao abrir a ocorrência")
    return {code: value for code, value in kept.items() if value is not None}


def _check_contract(desk: Desk, contract: Contract, action: Action) -> None:
    found = desk.find("find_contract", branch_code=contract.branch_code, contract_code=contract.contract_code)
    if found is None:
        raise ActRefused("R4.6", f"o contrato {contract} não está na base: escreva filial/contrato, como 1/1234")
    if action.integration and action.integration.scope == "customer" and found[1] is None:
        raise ActRefused("R4.5", f"{action.step.status} vale para o cliente, e o contrato {contract} não tem cliente")
