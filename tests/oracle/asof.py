"""A contract as of D: what is settled, inactive, overdue, whose it is and what it amounts to (R2, R4.1)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from tests.oracle.company import Company, plain
from tests.oracle.records import Contract, Occurrence, Row, Study, Title

CAUSES = {"D": "distrato", "T": "transfer", "C": "cession"}
CENT = Decimal("0.01")


def counts(when: date | None, as_of: date) -> bool:
    """R2.6: a date counts up to D-1; what carries none counts as fetched."""
    return when is None or when <= as_of - timedelta(days=1)


@dataclass
class View:
    """A contract and its rows on D."""

    company: Company
    as_of: date
    contract: Contract
    rows: dict[Title, Row]
    occurrences: list[Occurrence] = field(default_factory=list)
    studies: list[Study] = field(default_factory=list)

    def terminal(self) -> tuple[str, date | None] | None:
        """The cause D, T or C in force, and its date (R3.9)."""
        cause = CAUSES.get(self.contract.status)
        if cause is None:
            return None
        types = {t for t, said in self.company.occurrence_types.items() if said["cause"] == cause}
        dates = [one.opened_on for one in self.occurrences if one.type in types]
        if self.contract.status_on:
            dates.append(self.contract.status_on)
        when = max(dates, default=None)
        return (cause, when) if counts(when, self.as_of) else None

    def inactive(self) -> bool:
        """An inactivation in force, or all rows inactive (R2.3)."""
        types = {t for t, said in self.company.occurrence_types.items() if said["cause"] == "inactivation"}
        for one in self.occurrences:
            ended = one.ended_on is not None and counts(one.ended_on, self.as_of)
            if one.type in types and counts(one.opened_on, self.as_of) and not ended:
                return True
        return bool(self.rows) and all(self.is_inactive(row) for row in self.rows.values())

    def kind_of(self, row: Row) -> str:
        """The class of a row's registry status: active, inactive, held, returned."""
        return str(self.company.codes["status_parcela"][row.registry])

    def is_inactive(self, row: Row) -> bool:
        """Whether the row is inactive as of D."""
        return self.kind_of(row) == "inactive" and counts(row.registry_on, self.as_of)

    def is_settled(self, row: Row) -> bool:
        """Whether it is settled as of D: a cheque returned since makes it open again (R2.5)."""
        if row.settled_on is None or not counts(row.settled_on, self.as_of):
            return False
        return not (self.kind_of(row) == "returned" and counts(row.registry_on, self.as_of))

    def is_late(self, row: Row) -> bool:
        """R2.3's own part of a row: exists for the module, active, open, past its effective date and grace."""
        flags = self.company.flags
        if not flags.get("gerar_todos_tp_parcelas", True) and row.kind not in flags["installment_types"]:
            return False
        if self.is_inactive(row) or self.is_settled(row):
            return False
        last = self.company.effective(row.title[0], row.due_on) + timedelta(days=flags.get("grace_days", 0))
        return last < self.as_of

    def overdue(self) -> list[Row]:
        """The contract's overdue titles; a D, T, C or inactive contract has none."""
        if self.terminal() or self.inactive():
            return []
        return [row for _, row in sorted(self.rows.items()) if self.is_late(row)]

    def is_buyers(self, row: Row) -> bool:
        """Whether the title is the buyer's to pay now (R4.1)."""
        said = self.company.not_buyers
        return plain(row.money_source) not in said.get("money_source", frozenset()) and plain(
            row.registry
        ) not in said.get("registry_status", frozenset())

    def days(self, row: Row) -> int:
        """R2.4, by the original due date."""
        return (self.as_of - row.due_on).days

    def amounts(self, row: Row) -> dict[str, Decimal]:
        """The row's amounts, with charges worked out where the setting says so (R2.7)."""
        amounts = dict(row.amounts)
        is_bare = not amounts["fine"] and not amounts["late_charge"]
        is_open = not self.is_settled(row) and not self.is_inactive(row)
        if self.company.flags.get("charges") == "compute" and is_bare and is_open:
            base, days = amounts["corrected"], max(self.days(row), 0)
            if days:
                amounts["fine"] = _cents(base * self.contract.fine_rate / 100)
                amounts["late_charge"] = _cents(base * self.contract.late_rate * days / 3000)
        return amounts

    def total(self, row: Row) -> Decimal:
        """R2.7, in R$."""
        amounts, terms = self.amounts(row), self.company.flags["total_terms"]
        return sum((-amounts[t] if t == "discount" else amounts[t] for t in terms), Decimal(0))

    def is_studied(self) -> bool:
        """A renegotiation under study as of D, and not for too long (R3.6)."""
        for one in self.studies:
            undecided = one.state == "studied" or (one.state_on is not None and not counts(one.state_on, self.as_of))
            age = (self.as_of - one.since).days
            if undecided and counts(one.since, self.as_of) and age <= self.company.flags["study_days"]:
                return True
        return False

    def is_distrato_studied(self) -> bool:
        """A distrato was lodged, and the contract is still A or U (R3.9)."""
        types = {t for t, said in self.company.occurrence_types.items() if said["cause"] == "distrato"}
        lodged = any(one.type in types and one.ended_on is None for one in self.occurrences)
        return lodged and self.contract.status not in CAUSES

    def is_within_tolerance(self) -> bool:
        """What is overdue and the buyer's is so little that nobody is told (R2.8)."""
        owed = sum((self.total(row) for row in self.overdue() if self.is_buyers(row)), Decimal(0))
        return owed <= Decimal(str(self.company.flags.get("tolerance", 0)))


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)
