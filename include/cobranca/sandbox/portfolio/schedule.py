"""The rows every contract has: down payment, months, yearly ones, keys, fees, residues."""

from collections.abc import Iterator
from typing import Final

from cobranca.sandbox.portfolio.days import LIVE_TO, Day, monthly
from cobranca.sandbox.portfolio.draft import Draft
from cobranca.sandbox.portfolio.row import ACTIVE, REAJUSTE, Change, Row

YEAR: Final = 365
RESIDUES_A_YEAR: Final = 3
_NOTICE: Final = 25
_BOLETO_FEE: Final = 350
_INDEX: Final = (412, 655, 1074, 389, 291, 378, 645, 1006, 576, 462, 483, 451)
"""Yearly readjustment in hundredths of a percent, by the year of the contract, going round."""
_SCALE: Final = 1_000_000


def factors(years: int, turn: int, *, indexed: bool) -> list[int]:
    """Correction since signing, in millionths, by complete years of the contract."""
    found = [_SCALE]
    for year in range(years):
        grown = found[-1] * (10_000 + _INDEX[(year + turn) % len(_INDEX)]) // 10_000
        found.append(grown if indexed else _SCALE)
    return found


def write(draft: Draft) -> None:
    """Write the ordinary rows of a contract into its draft, in the ERP's order."""
    days = monthly(draft.contract.first_due, draft.contract.months)
    draft.rows.extend(_down_payment(draft))
    _months(draft, days)
    _yearly(draft, days)
    _keys(draft, days)
    _fees(draft, days)
    _residues(draft, days)


def _down_payment(draft: Draft) -> Iterator[Row]:
    contract = draft.contract
    count = 1 + contract.index % 3
    for number in range(count):
        due = contract.signed + 30 * number
        row = Row(
            code=number + 1,
            series=1,
            kind="Sinal",
            sequence=f"{number + 1:03d}/{count:03d}",
            due=due,
            cents=contract.value // 10 // count,
            source="Bens" if contract.index % 25 == 1 and not number else "Carteira",
            process=contract.amortisation,
            origin=contract.amortisation,
            born=contract.signed,
        )
        paid = Change(due + 1, ACTIVE, contract.signed, due, "Bens" if row.source == "Bens" else "TED")
        yield row._replace(history=(paid,))


def _months(draft: Draft, days: list[Day]) -> None:
    contract, payer = draft.contract, draft.payer
    count, origin, born, cents = len(days), contract.amortisation, contract.signed, contract.amount
    fee = _BOLETO_FEE if contract.index % 6 == 0 else 0
    source = "Financ. Direto" if contract.index % 20 == 3 else "Carteira"  # noqa: PLR2004
    for number, (code, due) in enumerate(enumerate(days, draft.next_code), 1):
        paid = payer.payment(due, code)
        history = () if paid is None else (Change(paid[1], ACTIVE, born, paid[0], payer.means(code)),)
        sequence = f"{number:03d}/{count:03d}"
        draft.rows.append(Row(code, 2, "Mensal", sequence, due, cents, source, origin, origin, born, history, fee=fee))


def _yearly(draft: Draft, days: list[Day]) -> None:
    chosen = days[11::12]
    for number, due in enumerate(chosen, 1):
        draft.add("Intermediária", f"{number:03d}/{len(chosen):03d}", due, draft.contract.amount * 2, series=3)


def _keys(draft: Draft, days: list[Day]) -> None:
    due = days[min(len(days) - 1, 30)] + 5
    draft.add("Conclusão", "001/001", due, draft.contract.value // 12, series=4)


def _fees(draft: Draft, days: list[Day]) -> None:
    """Pass-through fees: monthly, made from a few weeks before; they do not change the contract's value."""
    terms = ("Aplicação de taxa", "Termo Contratual (Não altera valor contrato)")
    of_term = draft.contract.index % 4 == 0
    chosen = days[::2]
    for number, day in enumerate(chosen, 1):
        if day - _NOTICE > LIVE_TO:
            break
        draft.add(
            "Taxa",
            f"{number:03d}/{len(chosen):03d}",
            day + 3,
            8_990 + draft.contract.index % 97 * 100,
            series=5,
            process="Termo Contratual" if of_term else "Contrato",
            origin=terms[of_term],
            born=day - _NOTICE,
            is_contractual=False,
            is_of_term=of_term,
        )


def _residues(draft: Draft, days: list[Day]) -> None:
    """Each anniversary's difference, charged in three parts."""
    contract = draft.contract
    if not contract.is_indexed:
        return
    for year in range(1, (min(days[-1], LIVE_TO) - contract.signed) // YEAR):
        born = contract.signed + YEAR * year
        for part in range(1, RESIDUES_A_YEAR + 1):
            cents = contract.amount * _INDEX[year % len(_INDEX)] // 10_000
            sequence = f"{part:03d}/{RESIDUES_A_YEAR:03d}"
            draft.add("Resíduo", sequence, born + 30 * part, cents, 6, process=REAJUSTE, origin=REAJUSTE, born=born)
