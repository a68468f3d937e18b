"""The audit tables of D against the figures of the oracle (R6.7, R8.1)."""

from collections.abc import Iterator
from typing import Any

import psycopg

from tests.oracle import figures
from tests.oracle.book import Book
from tests.oracle.reading import Day
from tests.oracle.tables import Difference, rows_of


def sums(conn: psycopg.Connection[Any], book: Book, day: Day) -> Iterator[Difference]:
    """`audit.closure_run`, `audit.reconciliation` with its differences (batch), `audit.aging_daily` of D."""
    d = day.as_of
    closures = rows_of(conn, "SELECT cause, tickets, total FROM audit.closure_run WHERE as_of = %(d)s", d=d)
    yield from _same(
        "closure_run", figures.closures(book, day), {r["cause"]: (r["tickets"], r["total"]) for r in closures}
    )
    sides = rows_of(conn, "SELECT * FROM audit.reconciliation WHERE as_of = %(d)s AND take = 'batch'", d=d)
    both = {"mega": figures.mega(book, day), "crm": figures.crm(book, day)}
    expected = {side: (one.titles, one.total, one.contracts) for side, one in both.items()}
    found = {r["side"]: (r["titles"], r["total"], r["contracts"]) for r in sides}
    yield from _same("reconciliation", expected, found)
    named = rows_of(conn, "SELECT * FROM audit.reconciliation_diff WHERE as_of = %(d)s AND take = 'batch'", d=d)
    differences = {(r["branch_code"], r["contract_code"], r["installment_code"]): r["kind"] for r in named}
    yield from _same("reconciliation_diff", figures.differences(book, day), differences)
    aging = rows_of(conn, "SELECT * FROM audit.aging_daily WHERE as_of = %(d)s AND titles > 0", d=d)
    told = {(r["development_code"], r["range"]): (r["contracts"], r["titles"], r["total"]) for r in aging}
    yield from _same("aging_daily", figures.ages(book, day), told)


def passed_over(conn: psycopg.Connection[Any], book: Book, day: Day) -> Iterator[Difference]:
    """The titles of both sides of a day passed over."""
    sides = rows_of(conn, "SELECT * FROM audit.reconciliation WHERE as_of = %(d)s AND take = 'batch'", d=day.as_of)
    expected = dict(zip(("mega", "crm"), figures.passed_over(book, day), strict=True))
    yield from _same("reconciliation of a day passed over", expected, {r["side"]: r["titles"] for r in sides})


def _same(table: str, expected: dict[Any, Any], found: dict[Any, Any]) -> Iterator[Difference]:
    for key in sorted(set(expected) | set(found), key=str):
        if expected.get(key) != found.get(key):
            yield Difference(table, key, "row", expected.get(key), found.get(key))
