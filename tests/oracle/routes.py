"""Where a ticket belongs: its request (R4) and its place in that request's flow (R5.1, R5.3)."""

from typing import Any

from tests.oracle.asof import View
from tests.oracle.book import Book, Fact, Moment
from tests.oracle.company import Company, plain
from tests.oracle.records import Contract, Row


def chain(company: Company, request: str) -> list[tuple[str, int]]:
    """The linear statuses in the order in which they lead on, each with the day it starts (minutes add none)."""
    steps = {step["status"]: step for step in company.flow_of[request]}
    found: list[tuple[str, int]] = []
    status, start = company.flow_of[request][0].get("leads_to"), 0
    while status and steps[status].get("linear") and status not in dict(found):
        found.append((status, start))
        days, _ = wait(steps[status])
        status, start = steps[status].get("leads_to"), start + days
    return found


def wait(step: dict[str, Any]) -> tuple[int, int]:
    """The waiting time of a status: days, minutes."""
    amount, _, unit = str(step.get("wait", "0 days")).partition(" ")
    return (int(amount), 0) if unit.startswith("day") else (0, int(amount))


def place(company: Company, request: str, days: int) -> str:
    """The status whose span holds `days`."""
    return [status for status, start in chain(company, request) if start <= max(days, 0)][-1]


def first(company: Company, request: str) -> str:
    """The first status of a request's flow."""
    return str(company.flow_of[request][0]["status"])


def is_forward(company: Company, request: str, status: str, target: str) -> bool:
    """Whether `target` lies behind `status`, a linear one (R5.2, R5.4)."""
    names = [name for name, _ in chain(company, request)]
    return status in names and names.index(target) > names.index(status)


def said(book: Book, contract: Contract, what: str, day: Moment) -> str | None:
    """A mark, category or hold in force: the contract's own, else its customer's (R4.5); of one moment the last."""

    def latest(facts: list[Fact]) -> str | None:
        return max(reversed(facts), key=lambda fact: fact.valid_from).value if facts else None

    facts = [fact for fact in book.facts if fact.what == what and fact.holds(day)]
    own = latest([fact for fact in facts if fact.key == contract.key])
    return own or latest([fact for fact in facts if fact.key is None and fact.customer == contract.customer])


def facets(book: Book, day: Moment, view: View, row: Row | None) -> dict[str, str | None]:
    """What rules match on."""
    contract = view.contract
    of_contract = {
        "category": said(book, contract, "category", day) or contract.category,
        "collection_status": said(book, contract, "collection_status", day),
    }
    if row is None:
        return of_contract
    return {**of_contract, "money_source": row.money_source, "registry_status": row.registry, "origin": row.origin}


def installment_request(book: Book, day: Moment, view: View, row: Row) -> str:
    """The first rule that matches, of all; else the standard request (R4.1)."""
    seen = facets(book, day, view, row)
    for rule in view.company.rules:
        value = seen[rule.matches_on]
        if rule.installment_request and value is not None and plain(value) in rule.values:
            return rule.installment_request
    return view.company.standard["installment_request"]


def contract_request(book: Book, day: Moment, view: View, overdue: list[Row], current: str | None) -> str:
    """The first contract rule that matches; REPASSE while no overdue title is the buyer's; else the standard."""
    seen, standard = facets(book, day, view, None), view.company.standard
    for rule in view.company.rules:
        value = seen.get(rule.matches_on)
        if rule.contract_request and value is not None and plain(value) in rule.values:
            return rule.contract_request
    repasse = standard["repasse_contract_request"]
    if overdue and not any(view.is_buyers(row) for row in overdue):
        return repasse
    return repasse if not overdue and current == repasse else standard["contract_request"]


def contract_place(company: Company, request: str, days: int) -> str:
    """The first status of a route, R5.3's place in the standard request (R4.2)."""
    if request != company.standard["contract_request"]:
        return first(company, request)
    return place(company, request, days)
