"""What is to be explained: a ticket by its number, a contract or a title by its key."""

import re
from dataclasses import dataclass
from typing import Final

from cobranca.errors import NotExplained
from cobranca.explain.case import Files

_WRITTEN: Final = re.compile(r"\s*(\d{1,18})(?:/(\d{1,18}))?(?:/(\d{1,18}))?\s*")
CURE: Final = "escreva o número da ocorrência, filial/contrato, ou filial/contrato/parcela"


@dataclass(frozen=True, slots=True)
class Subject:
    """A contract's key; with a title of it, or a ticket. `note` says what else the words could mean."""

    branch_code: int
    contract_code: int
    installment_code: int | None = None
    ticket_id: int | None = None
    note: str | None = None


def find(files: Files, words: str, *, is_contract: bool = False) -> Subject:
    """The subject that the words name. A number alone is a ticket's, or else a contract's.

    Args:
        is_contract: a number alone is a contract's code.

    Raises:
        NotExplained: they name nothing, or a contract code that stands in two branches.
    """
    found = _WRITTEN.fullmatch(words)
    if found is None:
        raise NotExplained(f"{words!r} não se entende: {CURE}")
    first, second, third = (int(part) if part else None for part in found.groups())
    assert first is not None
    if second is not None:
        return Subject(first, second, third)
    return _contract(files, first) if is_contract else _ticket(files, first)


def _ticket(files: Files, number: int) -> Subject:
    rows = files.values("find_ticket", ticket_id=number)
    if not rows:
        return _contract(files, number)
    branch, contract, installment = rows[0]
    twins = [f"{row[0]}/{number}" for row in files.values("find_contracts", contract_code=number)]
    note = f"{number} é também o código do contrato {' e do contrato '.join(twins)}: para ele escreva filial/contrato."
    return Subject(branch, contract, installment, number, note if twins else None)


def _contract(files: Files, code: int) -> Subject:
    branches = files.values("find_contracts", contract_code=code)
    if not branches:
        raise NotExplained(f"não há ocorrência {code}, nem contrato {code} no espelho: {CURE}")
    if len(branches) > 1:
        both = "; ".join(f"{branch}/{code} ({status}, empreendimento {where})" for branch, status, where in branches)
        raise NotExplained(f"o contrato {code} existe em {len(branches)} filiais: {both}. Escreva filial/contrato")
    return Subject(branches[0][0], code)
