"""A company's settings, read from its folder as plain values: the YAML is all that is shared with the engine."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from tests.oracle.bankdays import Calendar

TERMS = ("corrected", "fine", "late_charge", "fees")
CODES: dict[str, Any] = {
    "situacao": {"Aberto": "open", "Pago": "settled"},
    "status_contrato": {
        "Ativo": "A",
        "Inadimplente": "U",
        "Quitado": "Q",
        "Distratado": "D",
        "Transferido": "T",
        "Cessão de Direitos": "C",
    },
}


def plain(text: str | None) -> str:
    """Without case, accents and outer spaces (R4.1)."""
    apart = unicodedata.normalize("NFKD", (text or "").strip().casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


@dataclass(frozen=True)
class Rule:
    """One routing rule."""

    priority: int
    matches_on: str
    values: frozenset[str]
    contract_request: str | None
    installment_request: str | None


@dataclass(frozen=True)
class Company:
    """What the rules need of the settings."""

    flags: dict[str, Any]
    developments: frozenset[int] | None  # None: all
    integrated: frozenset[str]  # codes of integrated phases
    first_day: int  # R3.0
    aging: tuple[tuple[str, int, int | None], ...]
    phases: tuple[tuple[str, int, int | None], ...]
    flow_of: dict[str, list[dict[str, Any]]]  # request -> steps
    rules: tuple[Rule, ...]
    not_buyers: dict[str, frozenset[str]]
    closing: dict[str, dict[str, str]]
    standard: dict[str, str]
    codes: dict[str, Any]
    category_field: str
    occurrence_types: dict[str, dict[str, str]]
    calendars: dict[int, Calendar] = field(default_factory=dict)

    def integrates(self, development: int) -> bool:
        """Whether a development is integrated (R3.0)."""
        return self.developments is None or development in self.developments

    def effective(self, branch: int, due_on: date) -> date:
        """The effective due date of R2.2."""
        if self.flags.get("business_days", "next") == "none":
            return due_on
        return self.calendars.get(branch, Calendar()).effective(due_on)


def _calendar(folder: Path, branch: dict[str, Any]) -> Calendar:
    yearly, once = set(), set()
    for file in sorted((folder / "holidays").glob("*.yaml")):
        listed = yaml.safe_load(file.read_text("utf-8"))
        if plain(listed["state"]) != plain(branch["state"]):
            continue
        if listed.get("city") and plain(listed["city"]) != plain(branch.get("city")):
            continue
        for one in listed["days"]:
            text = str(one["day"])
            if len(text) == 5:
                yearly.add((int(text[:2]), int(text[3:])))
            else:
                once.add(datetime.strptime(text, "%Y-%m-%d").date())
    return Calendar(frozenset(yearly), frozenset(once))


def _rules(said: Any) -> tuple[Rule, ...]:
    found = [
        Rule(
            one["priority"],
            one["matches_on"],
            frozenset(plain(v) for v in one.get("values") or [one["value"]]),
            one.get("contract_request"),
            one.get("installment_request"),
        )
        for one in ([] if said == "none" else said)
    ]
    return tuple(sorted(found, key=lambda rule: rule.priority))


def read(folder: Path) -> Company:
    """The company of a settings folder."""

    def file(name: str) -> dict[str, Any]:
        found: dict[str, Any] = yaml.safe_load((folder / name).read_text("utf-8"))
        return found

    company, whole, requests = file("company.yaml"), file("integration.yaml"), file("requests.yaml")
    flows = {flow["code"]: flow["steps"] for flow in file("flows.yaml")["flows"]}
    erp, routing = file("erp.yaml")["erp"], file("routing.yaml")
    taken = [phase for phase in whole["phases"] if phase.get("integrated", True)]
    listed = whole.get("developments", "all")

    def ranges(items: list[dict[str, Any]], name: str) -> tuple[tuple[str, int, int | None], ...]:
        return tuple((str(one[name]), one["from_days"], one.get("to_days")) for one in items)

    return Company(
        flags={"total_terms": TERMS, "study_days": 30, **company.get("flags", {})},
        developments=None if listed == "all" else frozenset(listed),
        integrated=frozenset(str(phase["code"]) for phase in taken),
        first_day=min((phase["from_days"] for phase in taken), default=10**6),
        aging=ranges(whole["aging"], "label"),
        phases=ranges(whole["phases"], "code"),
        flow_of={one["code"]: flows[one["flow"]] for one in requests["requests"] if "flow" in one},
        rules=_rules(routing["routing"]),
        not_buyers={k: frozenset(plain(v) for v in vs) for k, vs in routing.get("not_buyers", {}).items()},
        closing=file("statuses.yaml")["closing"],
        standard=requests["standard"],
        codes={**CODES, **erp.get("codes", {})},
        category_field=erp.get("category_field", "classificacaocto"),
        occurrence_types=erp["occurrence_types"],
        calendars={one["code"]: _calendar(folder, one) for one in file("branches.yaml")["branches"]},
    )


def percent(value: Any) -> Decimal:
    """A rate as a Decimal, never through a float's digits (R1.7)."""
    return Decimal(str(value or 0))
