"""The newest run, the settings, and the ERP's rows, as include/sql/explain gives them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Day:
    """The newest daily run that was to decide something, and the moment that is asked in."""

    run_id: int
    as_of: date
    state: str
    late: bool
    settings_hash: str
    applied: list[str]
    stopped_by: list[str]

    def has_applied(self, step: str) -> bool:
        """Whether the step was carried out for D."""
        return step in self.applied


@dataclass(frozen=True, slots=True)
class Parameters:
    """The settings' parameters that an explanation speaks of."""

    grace_days: int
    study_days: int
    tolerance: Decimal
    first_phase_day: int
    all_installment_types: bool
    installment_types: list[str]
    auto_close_contract: bool
    repasse_contract_request: str


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract of the mirror, as of D of its last good extract, `rows_on`."""

    branch_code: int
    contract_code: int
    status_code: str
    status: str
    status_on: date | None
    category: str | None
    development_code: int | None
    seen_on: date
    rows_on: date | None
    failed_on: date | None
    failed_why: str | None
    terminal_cause: str | None
    terminal_on: date | None
    is_inactive: bool
    study_since: date | None
    is_distrato_studied: bool
    overdue_titles: int
    overdue_oldest_on: date | None
    buyers_titles: int
    buyers_oldest_on: date | None
    buyers_total: Decimal
    is_integrated: bool
    has_phase: bool
    to_request: str
    route_name: str | None
    route_priority: int | None
    route_installment: str | None

    @property
    def key(self) -> str:
        """branch/contract."""
        return f"{self.branch_code}/{self.contract_code}"

    @property
    def route(self) -> dict[str, Any]:
        """The routing rule that its category or collection status meets (R4.1), as titles.sql binds it."""
        return {
            "route_priority": self.route_priority,
            "route_name": self.route_name,
            "route_installment": self.route_installment,
        }

    @property
    def has_failed(self) -> bool:
        """Whether the last extract that was tried failed (R8.8)."""
        return self.failed_on is not None and (self.rows_on is None or self.failed_on > self.rows_on)

    @property
    def has_ended(self) -> bool:
        """Whether it counts as D, T or C as of its D (R2.3, R2.6)."""
        if self.terminal_cause is None:
            return False
        return self.terminal_on is None or self.rows_on is None or self.terminal_on < self.rows_on


@dataclass(frozen=True, slots=True)
class Title:
    """A row of the mirror, as of `seen_on`, with its open ticket and the last one that was closed."""

    installment_code: int
    registry_status: str
    status_on: date | None
    installment_type: str
    sequence: str | None
    money_source: str | None
    origin: str | None
    due_on: date
    effective_due_on: date
    original: Decimal
    corrected: Decimal
    fine: Decimal
    late_charge: Decimal
    fees: Decimal
    paid: Decimal
    total_due: Decimal
    settled_on: date | None
    seen_on: date
    missing_on: date | None
    is_buyers: bool
    is_settled: bool
    is_inactive: bool
    is_overdue: bool
    is_known_ended: bool
    end_reason: str | None
    is_type_integrated: bool
    open_ticket: int | None
    closed_ticket: int | None
    closed_on: date | None
    closed_by: str | None
    to_request: str
    route_name: str | None
