"""A row of DadosParcelas as a row of work.stage_installment."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from cobranca.mega.records import INSTALLMENT, Installment
from cobranca.mega.refusals import Refusal
from cobranca.mega.values import TOO_MUCH, ZERO, cents, is_amount, trimmed, whole

ENDPOINT: Final = INSTALLMENT.endpoint
AMOUNTS: Final = ("original", "corrected", "fine", "late_charge", "fees", "paid", "interest", "discount")

Key = tuple[int, int]
"""(branch, contract)."""
Days = tuple[date, date | None, date | None, date | None]
"""(due_on, settled_on, status_on, boleto_due_on)."""


class Staged(NamedTuple):
    """A row of work.stage_installment, in the table's order."""

    branch_code: int
    contract_code: int
    installment_code: int
    condition_code: int | None
    registry_status: str
    status_on: date | None
    installment_type: str
    sequence: str | None
    due_on: date
    original: Decimal
    corrected: Decimal
    fine: Decimal
    late_charge: Decimal
    interest: Decimal
    discount: Decimal
    fees: Decimal
    paid: Decimal
    settled_on: date | None
    money_source: str
    origin: str
    inactivation_reason: str | None
    boleto_number: str | None
    boleto_due_on: date | None


def staged(key: Key, row: Installment, code: int, days: Days) -> Staged:
    """A row that fits, as it is staged."""
    due_on, settled_on, status_on, boleto_due_on = days
    return Staged(
        *key,
        code,
        None if row.condition_code is None else code_of(row, "condition_code"),
        row.registry_status.strip(),
        status_on,
        row.installment_type.strip(),
        trimmed(row.sequence),
        due_on,
        cents(row.original),
        cents(row.corrected),
        cents(row.fine),
        cents(row.late_charge),
        cents(row.interest),
        cents(row.discount),
        cents(row.fees),
        cents(row.paid),
        settled_on,
        row.money_source.strip(),
        row.origin.strip(),
        trimmed(row.inactivation_reason),
        trimmed(row.boleto_number),
        boleto_due_on,
    )


def check_amounts(row: Installment) -> None:
    """Insist that every amount is a number of at least zero; the common case is one expression, for speed.

    Raises:
        Refusal: one of them is not.
    """
    fine, late, fees, paid = row.fine, row.late_charge, row.fees, row.paid
    interest, discount = row.interest, row.discount
    try:
        if (
            ZERO <= row.original < TOO_MUCH
            and ZERO <= row.corrected < TOO_MUCH
            and (not fine or ZERO <= fine < TOO_MUCH)
            and (not late or ZERO <= late < TOO_MUCH)
            and (not fees or ZERO <= fees < TOO_MUCH)
            and (not paid or ZERO <= paid < TOO_MUCH)
            and (not interest or ZERO <= interest < TOO_MUCH)
            and (not discount or ZERO <= discount < TOO_MUCH)
        ):
            return
    except InvalidOperation:  # NaN has no order: named below
        pass
    for name in AMOUNTS:
        value: Decimal | None = getattr(row, name)
        if value is not None and not is_amount(value):
            raise refusal(row, name, "an amount must be a number from 0 to below ten trillion")


def code_of(row: Installment, name: str) -> int:
    """A code of a row.

    Raises:
        Refusal: it is not a whole number.
    """
    try:
        return whole(getattr(row, name))
    except ValueError as error:
        raise refusal(row, name, str(error)) from error


def refusal(row: Installment, name: str, why: str) -> Refusal:
    """A refusal of a row, by our name of the field."""
    where = f" (cod_parcela {row.installment_code:.0f})"
    return Refusal(ENDPOINT, why + where, field=INSTALLMENT.key(name), value=getattr(row, name))
