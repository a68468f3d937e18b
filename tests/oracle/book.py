"""The state that goes from day to day: tickets, their events, the mirror of rows, who is in the module."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from tests.oracle.records import Contract, Key, Row, Title

Name = tuple[str, int, int, int, date]  # kind, branch, contract, installment (0), opened_on


@dataclass
class Ticket:
    """A ticket as `crm.ticket` shows it."""

    kind: str
    key: tuple[int, ...]
    request: str
    status: str
    status_since: date
    opened_on: date
    parent: "Ticket | None" = None
    reopened_from: "Ticket | None" = None
    closed_on: date | None = None
    closing_cause: str | None = None
    closing_reason: str | None = None
    paid_amount: Decimal | None = None
    due_on: date | None = None
    days_overdue: int = 0
    overdue_count: int | None = None
    total_due: Decimal = Decimal(0)
    updated_on: date | None = None
    is_buyers: bool = True
    is_persons: bool = False  # whether a person put it where it stands (R5.2)
    waits_since: datetime | None = None  # and since when
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> Name:
        """What tells it from the others without its number."""
        branch, contract, *rest = self.key
        return (self.kind, branch, contract, rest[0] if rest else 0, self.opened_on)


@dataclass(frozen=True)
class Event:
    """A change of a contract or installment ticket."""

    as_of: date
    kind: str
    name: Name
    from_request: str | None
    to_request: str
    from_status: str | None
    to_status: str
    late: bool = False
    read_on: date | None = None
    is_persons: bool = False


@dataclass(frozen=True)
class Fact:
    """What people decided, dated (R4.9): a mark, a category, a hold, a dispute, a block."""

    what: str  # collection_status, category, hold, dispute, block
    value: str
    valid_from: datetime
    valid_to: datetime | None = None  # the first moment at which it is over
    key: Key | None = None
    customer: int | None = None
    installment: int | None = None
    until: date | None = None  # the last day of a hold

    def holds(self, day: "Moment") -> bool:
        """Whether a run sees it (R4.9); a hold lasts to the end of its last day (R5.7)."""
        if self.until is not None and self.until < day.as_of:
            return False
        return self.valid_from <= day.facts_at and (self.valid_to is None or day.facts_at < self.valid_to)


class Moment(Protocol):
    """A D, and the moment whose facts count."""

    as_of: date
    late: bool

    @property
    def read_on(self) -> date | None:
        """The day whose answers a late run has, that asked the ERP."""

    @property
    def facts_at(self) -> datetime:
        """Now; for a late run the end of D-1."""


@dataclass
class Book:
    """Everything that is remembered."""

    contracts: dict[Key, Contract] = field(default_factory=dict)
    mirror: dict[Key, dict[Title, Row]] = field(default_factory=dict)
    missing: dict[Title, date] = field(default_factory=dict)  # the first fetch that lacks it
    module: set[Key] = field(default_factory=set)
    open: dict[tuple[int, ...], Ticket] = field(default_factory=dict)  # by contract or title
    closed: dict[tuple[int, ...], list[Ticket]] = field(default_factory=dict)
    integrated: dict[tuple[str, int], Ticket] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    last_day: date | None = None

    def children(self, key: Key) -> list[Ticket]:
        """The open installment tickets of a contract."""
        return [one for k, one in sorted(self.open.items()) if len(k) == 3 and k[:2] == key]

    def disputed(self, day: Moment) -> set[tuple[int, ...]]:
        """The titles in dispute (R5.8)."""
        found = [fact for fact in self.facts if fact.what == "dispute" and fact.holds(day)]
        return {(*fact.key, fact.installment) for fact in found if fact.key and fact.installment}

    def tickets(self) -> list[Ticket]:
        """All contract and installment tickets."""
        return [*self.open.values(), *(one for many in self.closed.values() for one in many)]

    def change(self, day: Moment, kind: str, ticket: Ticket, request: str, status: str) -> None:
        """Put a ticket somewhere and write the event."""
        was = (None, None) if kind in {"opened", "reopened"} else (ticket.request, ticket.status)
        self.events.append(Event(day.as_of, kind, ticket.name, was[0], request, was[1], status, day.late, day.read_on))
        ticket.request, ticket.status, ticket.status_since = request, status, day.as_of
