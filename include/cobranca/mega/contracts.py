"""DadosContrato records as staging rows: typed and coded."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from cobranca.mega.codes import Codes
from cobranca.mega.decode import Misfit, sort_out
from cobranca.mega.records import Contract, contract_kind
from cobranca.mega.refusals import Refusal
from cobranca.mega.staging import holds_nul
from cobranca.mega.values import LARGEST_CODE, Dates, tax_id, trimmed, whole
from cobranca.settings.erp import Erp

ENDPOINT: Final = "DadosContrato"
LARGEST_BRANCH: Final = 2**31 - 1
HIGHEST_RATE: Final = Decimal(10_000)


class StagedContract(NamedTuple):
    """A row of work.stage_contract, in the table's order; rates are in percent."""

    branch_code: int
    contract_code: int
    customer_code: int | None
    customer_name: str | None
    tax_id: str | None
    person_type: str | None
    proposal_code: int | None
    contract_type: str | None
    classification: str | None
    status_code: str
    status_on: date | None
    category: str | None
    development_code: int | None
    development_name: str | None
    block_name: str | None
    unit_name: str | None
    fine_rate: Decimal
    late_rate: Decimal


class Refused(NamedTuple):
    """A row of work.stage_refusal, in the table's order."""

    branch_code: int | None
    contract_code: int | None
    endpoint: str
    field: str | None
    value: str | None
    why: str


@dataclass
class Listing:
    """What the listing of a development gave."""

    staged: list[StagedContract] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def refused(refusal: Refusal, branch_code: int | None, contract_code: int | None) -> Refused:
    """A refusal as a row of its table."""
    return Refused(branch_code, contract_code, refusal.endpoint, refusal.field, refusal.value, refusal.why)


class Reader:
    """Reads DadosContrato listings by the company's settings."""

    def __init__(self, erp: Erp) -> None:
        self._kind, self._category = contract_kind(erp.category_field)
        self._statuses = Codes[str](ENDPOINT, "status_contrato", erp.codes.status_contrato)
        self._dates = Dates()

    def read(self, body: bytes) -> Listing:
        """One development's answer: what fits is staged, what does not is refused by name.

        Raises:
            Refusal: the answer as a whole is no list of records.
        """
        found = sort_out(self._kind, body)
        listing = Listing(refused=[_of_misfit(misfit) for misfit in found.misfits])
        for record in found.fit:
            try:
                listing.staged.append(_storable(self._staged(record)))
            except Refusal as refusal:
                listing.refused.append(refused(refusal, *_key(record.branch_code, record.contract_code)))
        return listing

    def _staged(self, record: Contract) -> StagedContract:
        category: object = getattr(record, self._category)
        return StagedContract(
            branch_code=self._branch(record),
            contract_code=self._required(record, "contract_code"),
            customer_code=self._code(record, "customer_code"),
            customer_name=trimmed(record.customer_name),
            tax_id=tax_id(record.tax_id),
            person_type=trimmed(record.person_type),
            proposal_code=self._code(record, "proposal_code"),
            contract_type=trimmed(record.contract_type),
            classification=trimmed(record.classification),
            status_code=self._statuses.meaning(record.status),
            status_on=self._status_on(record),
            category=None if category is None else trimmed(str(category)),
            development_code=self._code(record, "development_code"),
            development_name=trimmed(record.development_name),
            block_name=trimmed(record.block_name),
            unit_name=trimmed(record.unit_name),
            fine_rate=self._rate(record, "fine_rate"),
            late_rate=self._rate(record, "late_rate"),
        )

    def _branch(self, record: Contract) -> int:
        code = self._required(record, "branch_code")
        if not 0 <= code <= LARGEST_BRANCH:
            raise self._refusal(record, "branch_code", "not the code of a branch")
        return code

    def _required(self, record: Contract, name: str) -> int:
        code = self._code(record, name)
        if code is None:
            raise self._refusal(record, name, "a code is required")
        return code

    def _code(self, record: Contract, name: str) -> int | None:
        value: float | None = getattr(record, name)
        try:
            return None if value is None else whole(value)
        except ValueError as error:
            raise self._refusal(record, name, str(error)) from error

    def _status_on(self, record: Contract) -> date | None:
        try:
            return self._dates[record.status_on]
        except ValueError as error:
            raise self._refusal(record, "status_on", str(error)) from error

    def _rate(self, record: Contract, name: str) -> Decimal:
        rate: Decimal | None = getattr(record, name)
        if rate is None:
            return Decimal(0)
        if not rate.is_finite() or not 0 <= rate < HIGHEST_RATE:
            raise self._refusal(record, name, "a percentage must be a number of at least zero")
        return rate

    def _refusal(self, record: Contract, name: str, why: str) -> Refusal:
        return Refusal(ENDPOINT, why, field=self._kind.key(name), value=getattr(record, name))


def _storable(row: StagedContract) -> StagedContract:
    if holds_nul(row):
        raise Refusal(ENDPOINT, "a text holds the character NUL")
    return row


def _of_misfit(misfit: Misfit) -> Refused:
    branch, contract = misfit.said.get("cod_filial"), misfit.said.get("cod_contrato")
    return refused(misfit.refusal, *_key(branch, contract))


def _key(branch: object, contract: object) -> tuple[int | None, int | None]:
    code = _loosely(branch)
    return (code if code is not None and code <= LARGEST_BRANCH else None), _loosely(contract)


def _loosely(value: object) -> int | None:
    """A code of a record that does not fit, if it is one."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return int(value) if float(value).is_integer() and 0 <= value <= LARGEST_CODE else None
    return None
