"""A contract whose rows are read."""

from typing import NamedTuple


class Member(NamedTuple):
    """A contract whose rows are read: how it is asked for, and whom it shares its code with."""

    branch_code: int
    contract_code: int
    proposal_code: int | None
    why: str
    wants_participants: bool
    others: tuple[int | None, ...] = ()
    """Proposals of the same contract code in other branches (R3.11)."""
