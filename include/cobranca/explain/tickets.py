"""Tickets, their stories, and what people set, as include/sql/explain gives them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket, the step of its flow in which it stands, and the place that its days give it (R5.3)."""

    ticket_id: int
    kind: str
    parent_id: int | None
    branch_code: int
    contract_code: int
    installment_code: int | None
    request_code: str
    status_code: str
    status_since: date
    placed_by: str
    responsible: str | None
    due_on: date | None
    days_overdue: int | None
    overdue_count: int | None
    total_due: Decimal | None
    opened_on: date
    updated_on: date | None
    closed_on: date | None
    closing_cause: str | None
    cause: str | None
    closing_reason: str | None
    paid_amount: Decimal | None
    position: int | None
    chain_position: int | None
    is_linear: bool | None
    end_day: int | None
    wait_days: int | None
    wait_minutes: int | None
    leads_to: str | None
    channels: list[str]
    place: str | None
    place_position: int | None
    told_place: str | None
    entered_late: bool
    entered_first: bool
    newer_ticket: int | None
    waits_since: datetime
    refused_reason: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """What a person set, valid now or later (R4.9). `reason` is free text: shown only where that is asked for."""

    kind: str
    rule: str
    installment_code: int | None
    what: str
    scope: str
    valid_from: datetime
    valid_to: datetime | None
    actor: str
    reason: str | None
    ticket_id: int | None


@dataclass(frozen=True, slots=True)
class Channel:
    """Whether a channel of a contract has an address and is not blocked."""

    channel: str
    name: str
    has_address: bool
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class Told:
    """The last message about the status in which a ticket stands."""

    ticket_id: int
    channel: str
    name: str
    state: str
    says: str
    skipped_reason: str | None
    rule: str
    as_of: date
    not_before: datetime | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """One sentence of a ticket's story (crm.ticket_story). `said` is free text."""

    ticket_id: int
    position: int
    happened_at: datetime
    as_of: date
    kind: str
    sentence: str
    rule: str | None
    actor: str | None
    role: str | None
    said: str | None
    run_id: int | None
    late: bool | None
    step: str | None
    plan_hash: str | None
    gate: str | None
    settings_hash: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed ticket in a line."""

    ticket_id: int
    kind: str
    installment_code: int | None
    status_code: str
    opened_on: date
    closed_on: date
    why: str
