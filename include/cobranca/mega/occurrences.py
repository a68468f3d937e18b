"""Occurrences of phases and of contracts as staging rows (R3.1, R3.9)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from cobranca.mega.answer import Answer
from cobranca.mega.contracts import LARGEST_BRANCH, Refused, refused
from cobranca.mega.refusals import Refusal
from cobranca.mega.staging import Row
from cobranca.mega.values import LARGEST_CODE, parse_date
from cobranca.mega.xmlrecords import records
from cobranca.settings.erp import OccurrenceType, Operation

Said = Mapping[str, str | None]
LARGEST_INTEGER: Final = 2**31 - 1
KEY: Final = slice(1, 3)
"""Where branch and contract stand in a row."""


@dataclass
class Occurrences:
    """What an operation's answer gave."""

    rows: list[Row] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


class Reader:
    """Reads one record after the other; `role` and the ERP's names are for messages."""

    def __init__(self, role: str, operation: Operation) -> None:
        self._role, self._operation = role, operation

    def code(self, said: Said, name: str, largest: int = LARGEST_CODE) -> int:
        """A code, which may stand as 777 or 777.0."""
        number = self.number(said, name, largest)
        if number is None:
            raise self.refusal(said, name, "a code is required")
        return number

    def number(self, said: Said, name: str, largest: int = LARGEST_INTEGER) -> int | None:
        """A whole number of at least zero, or nothing."""
        text = said.get(name)
        if text is None:
            return None
        try:
            read = Decimal(text)
        except InvalidOperation:
            raise self.refusal(said, name, "a whole number is expected") from None
        if not read.is_finite() or read != int(read) or not 0 <= read <= largest:
            raise self.refusal(said, name, f"a whole number from 0 to {largest} is expected")
        return int(read)

    def day(self, said: Said, name: str) -> date | None:
        """A date, or nothing."""
        try:
            return parse_date(said.get(name))
        except ValueError as error:
            raise self.refusal(said, name, str(error)) from error

    def opened_on(self, said: Said) -> date:
        """The day on which the occurrence was opened."""
        opened_on = self.day(said, "opened_on")
        if opened_on is None:
            raise self.refusal(said, "opened_on", "a date is required")
        return opened_on

    def key(self, said: Said) -> tuple[int, int, int]:
        """The occurrence's code and the contract's key."""
        return (
            self.code(said, "occurrence_code"),
            self.code(said, "branch_code", LARGEST_BRANCH),
            self.code(said, "contract_code"),
        )

    def refusal(self, said: Said, name: str, why: str) -> Refusal:
        """A refusal that names the ERP's field and the occurrence."""
        theirs = self._operation.fields.get(name, name)
        about = f" (occurrence {said.get('occurrence_code')})"
        return Refusal(self._role, why + about, field=theirs, value=said.get(name))

    def read(self, answer: Answer, as_row: Callable[[Said], Row]) -> Occurrences:
        """The rows of an answer; a record that does not fit refuses its contract by name.

        The same occurrence twice is one; twice and different refuses the contracts it names.
        """
        found, rows = Occurrences(), dict[object, Row]()
        for said in records(self._role, answer.body, answer.records, self._operation.fields):
            try:
                row = as_row(said)
                if rows.setdefault(row[0], row) != row:
                    why = "the same occurrence comes twice, and differs"
                    found.refused.append(_of(self.refusal(said, "occurrence_code", why), rows[row[0]]))
                    raise self.refusal(said, "occurrence_code", why)
            except Refusal as refusal:
                found.refused.append(refused(refusal, *_whose(said)))
        found.rows = list(rows.values())
        return found


def phases(answer: Answer, operation: Operation, role: str = "phase_occurrences") -> Occurrences:
    """Phase occurrences as rows of work.stage_phase_occurrence."""
    reader = Reader(role, operation)

    def as_row(said: Said) -> Row:
        return (
            *reader.key(said),
            _as_code(said.get("phase_code")),
            said.get("phase_name"),
            reader.number(said, "from_days"),
            reader.number(said, "to_days"),
            reader.opened_on(said),
            reader.day(said, "ended_on"),
        )

    return reader.read(answer, as_row)


def of_contracts(
    answer: Answer,
    operation: Operation,
    types: Mapping[str, OccurrenceType],
    role: str = "contract_occurrences",
) -> Occurrences:
    """Contract occurrences as rows of work.stage_contract_occurrence; an unmapped type is refused by name."""
    reader = Reader(role, operation)
    known = {_as_code(code): each for code, each in types.items()}

    def as_row(said: Said) -> Row:
        key = reader.key(said)
        kind = _as_code(said.get("type"))
        if kind not in known:
            why = "an occurrence type that erp.occurrence_types does not map to a cause and a request (R3.9)"
            raise reader.refusal(said, "type", why)
        opened_on, ended_on = reader.opened_on(said), reader.day(said, "ended_on")
        return (*key, kind, known[kind].cause, said.get("description"), opened_on, ended_on)

    return reader.read(answer, as_row)


def _as_code(text: str | None) -> str | None:
    """A code of phase or type as text; 201.0 is 201."""
    if text is None:
        return None
    whole, dot, rest = text.partition(".")
    return whole if dot and whole.isdigit() and not rest.strip("0") else text


def _whose(said: Said) -> tuple[int | None, int | None]:
    """The contract that a record names, as far as it does."""
    codes = []
    for name in ("branch_code", "contract_code"):
        digits = _as_code(said.get(name)) or ""
        codes.append(int(digits) if digits.isdigit() and int(digits) <= LARGEST_BRANCH else None)
    return codes[0], codes[1]


def _of(refusal: Refusal, row: Row) -> Refused:
    branch, contract = row[KEY]
    return refused(refusal, int(str(branch)), int(str(contract)))
