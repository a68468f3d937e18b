"""One contract's answers as staging rows: what fits is staged, or the contract is left out by name (R8.8)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Protocol, TypeVar

from cobranca.mega.answer import Answer
from cobranca.mega.codes import Codes, yes_no
from cobranca.mega.decode import records
from cobranca.mega.installments import Reader, Tally
from cobranca.mega.member import Member
from cobranca.mega.records import (
    INSTALLMENT,
    PARTICIPANT,
    RENEGOTIATION,
    Installment,
    Kind,
    Participant,
    Record,
    Renegotiation,
)
from cobranca.mega.refusals import Refusal
from cobranca.mega.soaprows import as_json
from cobranca.mega.staging import Row, holds_nul
from cobranca.mega.values import Dates, cents, is_amount, tax_id, trimmed, whole
from cobranca.settings.erp import Erp

ROWS, RENEGOTIATIONS, PARTICIPANTS = INSTALLMENT.endpoint, RENEGOTIATION.endpoint, PARTICIPANT.endpoint
HIGHEST_SHARE: Final = Decimal(10_000)


@dataclass
class Extract:
    """What a contract's answers gave, each as rows of its staging table."""

    row: Row
    failed: Refusal | None = None
    installments: list[Row] = field(default_factory=list)
    renegotiations: list[Row] = field(default_factory=list)
    participants: list[Row] = field(default_factory=list)


class _Of(Protocol):
    @property
    def contract_code(self) -> float: ...


R = TypeVar("R", bound=Record)


class ExtractReader:
    """Reads contracts' answers as of one D."""

    def __init__(self, erp: Erp, as_of: date, chunk: int) -> None:
        self._chunk = chunk
        self._operation = erp.soap.extract
        self._rows = Reader(erp.codes, as_of)
        self._statuses = Codes[str](RENEGOTIATIONS, "status_reneg", erp.codes.status_reneg)
        self._principal = yes_no(PARTICIPANTS, "principal")
        self._dates = Dates()

    def read(self, member: Member, answers: Iterable[Answer], mirrored: Collection[int]) -> Extract:
        """The extract of one contract; one that does not fit says why and stages nothing else.

        No row at all is not refused here: whether that is credible, the gate decides, who knows the
        contract's tickets (R6.3).
        """
        try:
            return self._read(member, answers, mirrored)
        except Refusal as refusal:
            failed = (refusal.endpoint, refusal.field, refusal.value, refusal.why)
            return Extract((*member[:2], self._chunk, 0, 0, 0, 0, *failed), refusal)

    def _read(self, member: Member, answers: Iterable[Answer], mirrored: Collection[int]) -> Extract:
        tally, extract = Tally(), Extract(())
        for answer in answers:
            if answer.why is not None:
                raise Refusal(answer.endpoint, answer.why)
            if answer.endpoint == RENEGOTIATIONS:
                extract.renegotiations = list(self._renegotiations(member, answer))
            elif answer.endpoint == PARTICIPANTS:
                extract.participants = list(self._participants(member, answer))
            else:
                tally = self._installments(member, answer, mirrored)
                extract.installments = list(tally.staged)
            if b"\\" in answer.body and rb"\u0000" in answer.body:  # one character is found faster
                _refuse_nul(answer, extract)
        counts = (tally.row_count, tally.settled_count, tally.inactive_count, len(tally.staged))
        extract.row = (*member[:2], self._chunk, *counts, None, None, None, None)
        return extract

    def _installments(self, member: Member, answer: Answer, mirrored: Collection[int]) -> Tally:
        body = answer.body
        if answer.format == "xml" and self._operation is not None:
            body = as_json(answer, self._operation)
        rows: Iterable[Installment] = records(INSTALLMENT, body)
        if member.others:
            rows = [row for row in rows if _is_mine(member, ROWS, row.condition_code)]
        return self._rows.read(member[:2], rows, mirrored)

    def _renegotiations(self, member: Member, answer: Answer) -> Iterator[Row]:
        seen = set[int]()
        for record in records(RENEGOTIATION, answer.body):
            _check_contract(member, RENEGOTIATIONS, record)
            if member.others and not _is_mine(member, RENEGOTIATIONS, record.condition_code):
                continue
            yield self._renegotiation(member, record, seen)

    def _renegotiation(self, member: Member, record: Renegotiation, seen: set[int]) -> Row:
        if record.amount is not None and not is_amount(record.amount):
            raise _refusal(RENEGOTIATION, record, "amount", "an amount must be a number of at least zero")
        return (
            *member[:2],
            _once(RENEGOTIATION, record, "renegotiation_code", seen),
            _code(RENEGOTIATION, record, "condition_code"),
            self._date(record, "generated_on"),
            self._statuses.meaning(record.status),
            self._date(record, "status_on"),
            None if record.amount is None else cents(record.amount),
            trimmed(record.renegotiation_type),
        )

    def _participants(self, member: Member, answer: Answer) -> Iterator[Row]:
        seen = set[int]()
        for record in records(PARTICIPANT, answer.body):
            _check_contract(member, PARTICIPANTS, record)
            row = self._participant(member, record, seen)
            if not member.others:  # the answer does not tell whose participant it is (R3.11)
                yield row

    def _participant(self, member: Member, record: Participant, seen: set[int]) -> Row:
        share = record.share
        if share is not None and not (share.is_finite() and 0 <= share < HIGHEST_SHARE):
            raise _refusal(PARTICIPANT, record, "share", "a percentage must be a number of at least zero")
        return (
            *member[:2],
            _once(PARTICIPANT, record, "participant_code", seen),
            trimmed(record.name),
            tax_id(record.tax_id),
            share,
            self._principal.meaning(record.is_principal),
        )

    def _date(self, record: Renegotiation, name: str) -> date | None:
        try:
            return self._dates[getattr(record, name)]
        except ValueError as error:
            raise _refusal(RENEGOTIATION, record, name, str(error)) from error


def _is_mine(member: Member, endpoint: str, condition: float | None) -> bool:
    """Whose a row is when a code stands in several branches: exactly one proposal must be its condition."""
    proposals = (member.proposal_code, *member.others)
    fits = [proposal is not None and proposal == condition for proposal in proposals]
    if sum(fits) != 1:
        raise Refusal(
            endpoint,
            f"contract {member.contract_code} stands in {len(fits)} branches and "
            f"{'none' if not sum(fits) else 'more than one'} of their proposals is this condition (R3.11)",
            field="cod_condicao",
            value=condition,
        )
    return fits[0]


def _check_contract(member: Member, endpoint: str, record: _Of) -> None:
    if record.contract_code != member.contract_code:
        why = f"the record is of another contract than {member.contract_code}"
        raise Refusal(endpoint, why, field="cod_contrato", value=record.contract_code)


def _once(kind: Kind[R], record: R, name: str, seen: set[int]) -> int:
    code = _code(kind, record, name)
    if code is None or code in seen:
        raise _refusal(kind, record, name, "the same code comes twice" if code else "a code is required")
    seen.add(code)
    return code


def _code(kind: Kind[R], record: R, name: str) -> int | None:
    value: float | None = getattr(record, name)
    try:
        return None if value is None else whole(value)
    except ValueError as error:
        raise _refusal(kind, record, name, str(error)) from error


def _refusal(kind: Kind[R], record: R, name: str, why: str) -> Refusal:
    return Refusal(kind.endpoint, why, field=kind.key(name), value=getattr(record, name))


def _refuse_nul(answer: Answer, extract: Extract) -> None:
    if any(holds_nul(row) for row in (*extract.installments, *extract.renegotiations, *extract.participants)):
        raise Refusal(answer.endpoint, "a text holds the character NUL")
