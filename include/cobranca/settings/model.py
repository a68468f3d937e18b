"""`Settings`: the whole folder as one frozen value, known by its hash."""

import hashlib
import json
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PrivateAttr

from cobranca.settings import shipped
from cobranca.settings.base import Code, Model
from cobranca.settings.company import Branch, Company, Flags, Phase, Range
from cobranca.settings.contact import Contact
from cobranca.settings.erp import Erp
from cobranca.settings.flow import Flow
from cobranca.settings.gates import Gates
from cobranca.settings.holiday import HolidayCalendar
from cobranca.settings.places import Lines
from cobranca.settings.routing import NotBuyers, RoutingRule
from cobranca.settings.service import Closing, Request, Standard, Status
from cobranca.settings.state import State
from cobranca.settings.telephone import Telephone

AGING = (
    Range(label="1-30", from_days=1, to_days=30),
    Range(label="31-60", from_days=31, to_days=60),
    Range(label="61-90", from_days=61, to_days=90),
    Range(label="91+", from_days=91),
)


def _no_rules(value: object) -> object:
    return () if value in ("none", None) else value


class Settings(Model):
    """A company's configuration. Days are calendar days unless their name says otherwise."""

    company: Company
    flags: Flags = Flags()
    catch_up_days: Annotated[int, Field(ge=0)] = 7
    chunks: Annotated[int, Field(ge=1, le=1000)] = 32
    landing_days: Annotated[int, Field(ge=1)] = 35
    branches: Annotated[tuple[Branch, ...], Field(min_length=1)]
    developments: Literal["all"] | tuple[int, ...] = "all"
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    aging: tuple[Range, ...] = AGING
    dashboard: tuple[Range, ...] = ()
    requests: tuple[Request, ...]
    standard: Standard = Standard()
    statuses: tuple[Status, ...]
    closing: Closing = Closing()
    flows: tuple[Flow, ...]
    routing: Annotated[tuple[RoutingRule, ...], BeforeValidator(_no_rules)] = ()
    routing_reason: Code | None = None
    not_buyers: NotBuyers = NotBuyers()
    contact: Contact = Contact()
    telephone: Telephone = Field(default_factory=shipped.telephone)
    states: tuple[State, ...] = Field(default_factory=shipped.states)
    gates: Gates = Gates()
    erp: Erp
    holidays: tuple[HolidayCalendar, ...] = ()
    _lines: Lines = PrivateAttr(default_factory=dict)

    def at(self, lines: Lines) -> "Settings":
        """The same settings, knowing the file and line of each place."""
        self._lines = lines
        return self

    @property
    def lines(self) -> Lines:
        """File and line of each place, empty where they did not come from a folder."""
        return self._lines

    @cached_property
    def content(self) -> dict[str, Any]:
        """The settings as JSON values; `Settings.model_validate(content)` gives them back."""
        return self.model_dump(mode="json")

    @cached_property
    def hash(self) -> str:
        """sha256 of the canonical JSON: the same settings have the same hash anywhere."""
        text = json.dumps(self.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def request(self, code: str) -> Request | None:
        """The request of a code, None where there is none."""
        return next((request for request in self.requests if request.code == code), None)

    def flow(self, code: str | None) -> Flow | None:
        """The flow of a code, None where there is none."""
        return next((flow for flow in self.flows if flow.code == code), None)

    def flow_of(self, request_code: str) -> Flow | None:
        """The flow that tickets of a request follow."""
        request = self.request(request_code)
        return self.flow(request.flow) if request else None
