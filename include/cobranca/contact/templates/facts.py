"""What a message speaks of: plain values, as the mirror has them when it is rendered (R7.1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class HowToPay:
    """Of one installment: `line`, the 47 or 48 digits of its linha digitável; `link`, to its second copy."""

    line: str | None = None
    link: str | None = None


@dataclass(frozen=True)
class Item:
    """An installment that is announced. Amounts are R$ as of `updated_on`, D of the last good extract (R7.4)."""

    ticket_id: int
    installment_code: int
    due_on: date
    effective_due_on: date
    days_overdue: int
    installment_type: str
    sequence: str | None
    money_source: str | None
    origin: str | None
    original: Decimal
    corrected: Decimal
    fine: Decimal
    late_charge: Decimal
    interest: Decimal
    discount: Decimal
    fees: Decimal
    total_due: Decimal
    boleto_number: str | None
    boleto_due_on: date | None
    updated_on: date
    how_to_pay: HowToPay = HowToPay()


@dataclass(frozen=True)
class Sender:
    """Who writes, and whom the customer asks (R7.4)."""

    company: str
    short_company: str
    team: str
    phone: str | None = None
    email: str | None = None
    hours: str | None = None


@dataclass(frozen=True)
class MessageFacts:
    """A message of a contract ticket: `items`, at least one, are announced together (R7.10).

    `overdue_count` and `oldest_due_on` are of the whole contract ticket, the other values of the items.
    """

    contract_ticket_id: int
    customer_name: str
    is_company: bool
    contract_code: int
    contract_status: str
    category: str | None
    development: str | None
    block: str | None
    unit: str | None
    overdue_count: int
    oldest_due_on: date | None
    items: tuple[Item, ...]
    sender: Sender
    today: date


@dataclass(frozen=True)
class Rendered:
    """What goes out. `subject` of an e-mail and of a call task; `html` of an e-mail."""

    subject: str | None
    text: str
    html: str | None = None
