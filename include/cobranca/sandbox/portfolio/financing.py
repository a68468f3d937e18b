"""Rows that are not the buyer's to pay: the bank's, the guarantee fund's, the government's."""

from typing import Final

from cobranca.sandbox.portfolio.days import LIVE_FROM, LIVE_TO
from cobranca.sandbox.portfolio.draft import Draft
from cobranca.sandbox.portfolio.row import ACTIVE, Change

_SHARES: Final = (("Financiamento", 70), ("FGTS", 12), ("Subsídio", 6))


def financing(draft: Draft) -> None:
    """At the keys, three rows by source; the bank transfers one to five months after they fall due."""
    contract = draft.contract
    day = LIVE_FROM + contract.index * 37 % (LIVE_TO - LIVE_FROM - 400)
    for number, (source, share) in enumerate(_SHARES, 1):
        due = max(contract.signed + 90, day) + number
        row = draft.make("Conclusão", f"{number:03d}/003", due, contract.value * share // 100, series=8, source=source)
        paid_on = due + 30 + (contract.index * 13 + number * 29) % 120
        draft.rows.append(row._replace(history=(Change(paid_on + 2, ACTIVE, row.born, paid_on, "Repasse"),)))
