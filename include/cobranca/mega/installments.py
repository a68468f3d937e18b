"""The rows of one contract: which fit, which of them matter on D (R2.5, R2.6), how many there are.

Most rows are paid history that is only counted, so what is done a row is little: coded fields are
looked up together in a memo, dates in another.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from cobranca.mega.codes import Codes, known, yes_no
from cobranca.mega.installmentrow import ENDPOINT, Days, Key, Staged, check_amounts, code_of, refusal, staged
from cobranca.mega.records import Installment
from cobranca.mega.refusals import Refusal
from cobranca.mega.values import Dates, parse_date, plain
from cobranca.settings.erp import Codes as KnownCodes


class Meaning(NamedTuple):
    """What the coded fields of a row say together."""

    is_settled: bool
    registry: str  # active, inactive, returned, held
    is_partial: bool  # origin Baixa Parcial


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
        code = row.installment_code if type(row.installment_code) is int else code_of(row, "installment_code")
        if row.contract_code != key[1]:
            raise refusal(row, "contract_code", f"the row is of another contract than {key[1]}")
        meaning = self._memo.get(_coded(row)) or self._meaning(row)
        due_on, settled_on, status_on, boleto_due_on = self._days(row, meaning)
        check_amounts(row)
        counts = status_on is None or status_on < self._as_of  # without a date: as fetched (R2.6)
        inactive = counts and meaning.registry == "inactive"
        returned = counts and meaning.registry == "returned"
        settled = settled_on is not None and settled_on < self._as_of and not returned
        tally.row_count += 1
        tally.settled_count += settled
        tally.inactive_count += inactive
        if not (settled or inactive) or meaning.is_partial or code in mirrored:
            tally.staged.append(staged(key, row, code, (due_on, settled_on, status_on, boleto_due_on)))
        return code

    def _days(self, row: Installment, meaning: Meaning) -> Days:
        dates = self._dates
        try:
            due_on, settled_on = dates[row.due_on], dates[row.settled_on]
            status_on, boleto_due_on = dates[row.status_on], dates[row.boleto_due_on]
        except ValueError as error:
            raise self._misdated(row) from error
        if due_on is None:
            raise refusal(row, "due_on", "a due date is required; nothing and the year 0001 are none")
        if (settled_on is None) is meaning.is_settled:
            raise refusal(row, "settled_on", f"does not agree with situacao {row.situation!r} (R2.5)")
        return due_on, settled_on, status_on, boleto_due_on

    def _misdated(self, row: Installment) -> Refusal:
        for name in ("due_on", "settled_on", "status_on", "boleto_due_on"):
            try:
                parse_date(getattr(row, name))
            except ValueError as error:
                return refusal(row, name, str(error))
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
