"""The number of the contract ticket in a subject, by which a reply is matched (R7.3)."""

import re
from typing import Final

_NUMBER: Final = re.compile(r"\bocorr[eê]ncia\s*(?:n[ºo°.]{1,2}\s*)?[:#]?\s*(\d{1,18})\b", re.IGNORECASE)


def mark(contract_ticket_id: int) -> str:
    """As the standard subjects carry it."""
    return f"[Ocorrência {contract_ticket_id}]"


def number_in(subject: str) -> int | None:
    """The contract ticket's number in a subject, whatever was put before it or around it; None where there is none.

    Of several the first: answers put theirs in front, but keep the subject.
    """
    found = _NUMBER.search(subject)
    return int(found[1]) if found else None
