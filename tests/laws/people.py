"""People act: through the product's one interface, and in the oracle's books beside it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import psycopg
import pytest

from cobranca import acts
from tests.laws.schedule import Act
from tests.oracle import people
from tests.oracle.book import Book
from tests.oracle.company import Company

BIA = acts.Person("bia", "supervisor")
STATUS_OF = {"mark": "", "clear": "LIMPAR", "categorise": "CATEGORIA_J", "uncategorise": "LIMPAR_CATEGORIA"}
BLOCKS = {"block": "TBG", "block_some": "TBE,TBS", "unblock": "TBG", "unblock_some": "TBS"}
BLOCK_STATUS = {
    "block": "TBG",
    "block_some": "BLOQUEAR_CANAIS",
    "unblock": "DESBLOQUEAR",
    "unblock_some": "DESBLOQUEAR_CANAIS",
}
MAY_BE_UNKNOWN = (*STATUS_OF, *BLOCKS)


def act(
    conn: psycopg.Connection[Any], books: tuple[Book, Book], company: Company, one: Act, now: datetime, until: date
) -> bool:
    """Do it in the product and in the books; what the book of the same runs refuses, the product refuses too.

    Returns:
        Whether it was done.
    """
    if one.what in MAY_BE_UNKNOWN:
        return _ask(conn, books, company, one, now)
    mine, steady = books
    doing = _oracle(company, one, now, until)
    ticket_id = _ticket(conn, one)
    if not doing(mine):
        if ticket_id is not None:
            with pytest.raises(acts.ActRefused):
                _product(one, ticket_id, until)
        return False
    assert ticket_id is not None, f"{one}: no ticket"
    _product(one, ticket_id, until)
    if one.what in {"move", "close"}:
        doing(steady)
    else:
        steady.facts[:] = mine.facts
    return True


def _oracle(company: Company, one: Act, now: datetime, until: date) -> Callable[[Book], bool]:
    match one.what:
        case "hold":
            return lambda book: people.hold(book, one.key, now, until)
        case "end_hold":
            return lambda book: people.end(book, "hold", one.key, now)
        case "dispute":
            return lambda book: people.dispute(book, one.key, now, one.row)
        case "end_dispute":
            return lambda book: people.end(book, "dispute", one.key, now, one.row)
        case "move":
            return lambda book: people.move(book, company, one.key, now, one.value)
        case _:
            return lambda book: people.close(book, company, one.key, now, one.value)


def _product(one: Act, ticket_id: int, until: date) -> None:
    match one.what:
        case "hold":
            acts.hold(BIA, ticket_id, until, "pediu prazo")
        case "end_hold":
            acts.end_hold(BIA, ticket_id)
        case "dispute":
            acts.dispute(BIA, ticket_id, "diz que pagou")
        case "end_dispute":
            acts.end_dispute(BIA, ticket_id)
        case "move":
            acts.move(BIA, ticket_id, one.value)
        case _:
            acts.close(BIA, ticket_id, one.value)


def _ask(conn: psycopg.Connection[Any], books: tuple[Book, Book], company: Company, one: Act, now: datetime) -> bool:
    """Marks and blocks, by an action ticket: of a contract that the mirror has."""
    known = conn.execute("SELECT FROM mega.contract WHERE (branch_code, contract_code) = (%s, %s)", one.key).fetchone()
    contract = acts.Contract(*one.key)
    if known is None:
        with pytest.raises(acts.ActRefused):
            acts.mark(BIA, contract, "J")
        return False
    if one.what in BLOCKS:
        (acts.unblock if one.what.startswith("un") else acts.block)(BIA, contract, BLOCKS[one.what])
    else:
        acts.mark(BIA, contract, STATUS_OF[one.what] or one.value)
    status = BLOCK_STATUS.get(one.what) or STATUS_OF[one.what] or one.value
    values = tuple(BLOCKS[one.what].split(",")) if one.what.endswith("_some") else ()
    people.integrate(books[0], company, status, one.key, now, values)
    books[1].facts[:] = books[0].facts
    return True


def _ticket(conn: psycopg.Connection[Any], one: Act) -> int | None:
    """The open ticket that the act is about."""
    row = one.row if "dispute" in one.what else None
    found = conn.execute(
        "SELECT ticket_id FROM crm.ticket_state WHERE closed_on IS NULL AND kind = %s AND (branch_code, contract_code) "
        "= (%s, %s) AND installment_code IS NOT DISTINCT FROM %s",
        ("contract" if row is None else "installment", *one.key, row),
    ).fetchone()
    return found and int(found[0])
