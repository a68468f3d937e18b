"""The rows of one contract: which fit, which of them matter on D (R2.5, R2.6), how many there are.

Most rows are paid history that is only counted, so what is done a row is little: coded fields are
looked up together in a memo, dates in another.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from cobranca.mega.codes import Codes, known, yes_no
from cobranca.mega.records import INSTALLMENT, Installment
from cobranca.mega.refusals import Refusal
from cobranca.mega.values import TOO_MUCH, ZERO, Dates, cents, is_amount, parse_date, plain, trimmed, whole
from cobranca.settings.erp import Codes as KnownCodes

ENDPOINT: Final = INSTALLMENT.endpoint
Key = tuple[int, int]
"""(branch, contract)."""
Days = tuple[date, date | None, date | None, date | None]
"""(due_on, settled_on, status_on, boleto_due_on)."""
AMOUNTS: Final = ("original", "corrected", "fine", "late_charge", "fees", "paid", "interest", "discount")


class Meaning(NamedTuple):
    """What the coded fields of a row say together."""

    is_settled: bool
    registry: str  # active, inactive, returned, held
    is_partial: bool  # origin Baixa Parcial


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


@dataclass
class Tally:
    """A contract's rows as of D: those to stage, and the counts of all of them."""

    row_count: int = 0
    settled_count: int = 0
    inactive_count: int = 0
    staged: list[Staged] = field(default_factory=list)


class Reader:
    """Reads rows of DadosParcelas as of one D.

    Args:
        codes: the known values of coded fields.
        as_of: D; what carries a date counts if it is D-1 or earlier (R2.6).
    """

    def __init__(self, codes: KnownCodes, as_of: date) -> None:
        self._as_of = as_of
        self._dates = Dates()
        self._memo: dict[tuple[str | None, ...], Meaning] = {}
        self._situation = Codes(ENDPOINT, "situacao", codes.situacao)
        self._registry = Codes(ENDPOINT, "status_parcela", codes.status_parcela)
        self._plain = (
            known(ENDPOINT, "tipo_parcela", codes.tipo_parcela),
            known(ENDPOINT, "receita_parcela", codes.receita_parcela),
            known(ENDPOINT, "parcela_origem", codes.parcela_origem),
        )
        self._flags = (yes_no(ENDPOINT, "parcela_contratual"), yes_no(ENDPOINT, "parcela_termo"))

    def read(self, key: Key, rows: Iterable[Installment], mirrored: Collection[int]) -> Tally:
        """Judge a contract's rows; `mirrored` are the installment codes that the mirror has.

        Raises:
            Refusal: a row that does not fit, or a code that comes twice.
        """
        tally, codes = Tally(), set[int]()
        for row in rows:
            code = self._row(key, row, mirrored, tally)
            if code in codes:
                raise Refusal(ENDPOINT, "the same installment comes twice", field="cod_parcela", value=code)
            codes.add(code)
        return tally

    def _row(self, key: Key, row: Installment, mirrored: Collection[int], tally: Tally) -> int:
        code = row.installment_code if type(row.installment_code) is int else _code(row, "installment_code")
        if row.contract_code != key[1]:
            raise _refusal(row, "contract_code", f"the row is of another contract than {key[1]}")
        meaning = self._memo.get(_coded(row)) or self._meaning(row)
        due_on, settled_on, status_on, boleto_due_on = self._days(row, meaning)
        _check_amounts(row)
        counts = status_on is None or status_on < self._as_of  # without a date: as fetched (R2.6)
        inactive = counts and meaning.registry == "inactive"
        returned = counts and meaning.registry == "returned"
        settled = settled_on is not None and settled_on < self._as_of and not returned
        tally.row_count += 1
        tally.settled_count += settled
        tally.inactive_count += inactive
        if not (settled or inactive) or meaning.is_partial or code in mirrored:
            tally.staged.append(_staged(key, row, code, (due_on, settled_on, status_on, boleto_due_on)))
        return code

    def _days(self, row: Installment, meaning: Meaning) -> Days:
        dates = self._dates
        try:
            due_on, settled_on = dates[row.due_on], dates[row.settled_on]
            status_on, boleto_due_on = dates[row.status_on], dates[row.boleto_due_on]
        except ValueError as error:
            raise self._misdated(row) from error
        if due_on is None:
            raise _refusal(row, "due_on", "a due date is required; nothing and the year 0001 are none")
        if (settled_on is None) is meaning.is_settled:
            raise _refusal(row, "settled_on", f"does not agree with situacao {row.situation!r} (R2.5)")
        return due_on, settled_on, status_on, boleto_due_on

    def _misdated(self, row: Installment) -> Refusal:
        for name in ("due_on", "settled_on", "status_on", "boleto_due_on"):
            try:
                parse_date(getattr(row, name))
            except ValueError as error:
                return _refusal(row, name, str(error))
        raise AssertionError("every date of the row can be read")

    def _meaning(self, row: Installment) -> Meaning:
        for codes, text in zip(self._plain, (row.installment_type, row.money_source, row.origin), strict=True):
            codes.meaning(text)
        for flag, said in zip(self._flags, (row.is_contractual, row.is_of_term), strict=True):
            if said is not None:
                flag.meaning(said)
        meaning = self._memo[_coded(row)] = Meaning(
            self._situation.meaning(row.situation) == "settled",
            self._registry.meaning(row.registry_status),
            plain(row.origin) == "baixa parcial",
        )
        return meaning


def _staged(key: Key, row: Installment, code: int, days: Days) -> Staged:
    due_on, settled_on, status_on, boleto_due_on = days
    return Staged(
        *key,
        code,
        None if row.condition_code is None else _code(row, "condition_code"),
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


def _coded(row: Installment) -> tuple[str | None, ...]:
    return (
        row.registry_status,
        row.situation,
        row.installment_type,
        row.money_source,
        row.origin,
        row.is_contractual,
        row.is_of_term,
    )


def _check_amounts(row: Installment) -> None:
    """Every amount is a number of at least zero; the common case is one expression, for speed."""
    try:
        if (
            ZERO <= row.original < TOO_MUCH
            and ZERO <= row.corrected < TOO_MUCH
            and ZERO <= (row.fine or ZERO) < TOO_MUCH
            and ZERO <= (row.late_charge or ZERO) < TOO_MUCH
            and ZERO <= (row.fees or ZERO) < TOO_MUCH
            and ZERO <= (row.paid or ZERO) < TOO_MUCH
            and ZERO <= (row.interest or ZERO) < TOO_MUCH
            and ZERO <= (row.discount or ZERO) < TOO_MUCH
        ):
            return
    except InvalidOperation:  # NaN has no order: named below
        pass
    for name in AMOUNTS:
        value: Decimal | None = getattr(row, name)
        if value is not None and not is_amount(value):
            raise _refusal(row, name, "an amount must be a number from 0 to below ten trillion")


def _code(row: Installment, name: str) -> int:
    try:
        return whole(getattr(row, name))
    except ValueError as error:
        raise _refusal(row, name, str(error)) from error


def _refusal(row: Installment, name: str, why: str) -> Refusal:
    where = f" (cod_parcela {row.installment_code:.0f})"
    return Refusal(ENDPOINT, why + where, field=INSTALLMENT.key(name), value=getattr(row, name))
