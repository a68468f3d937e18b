"""Facts of messages from the database: the mirror's values of now, and how each title is paid (R7.1)."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from psycopg import Connection
from psycopg.rows import dict_row

from cobranca import database
from cobranca.contact.templates.facts import Item, MessageFacts, Sender
from cobranca.contact.templates.payment import Payments, Title

_PARENT: Final = itemgetter("parent_id")


def read(
    conn: Connection[Any], tickets: Sequence[int], *, sender: Sender, payments: Payments, today: date
) -> dict[int, MessageFacts]:
    """Facts by contract ticket, of installment tickets that are announced together (R7.10).

    Args:
        tickets: ids of installment tickets, of one contract ticket or of many.
        today: the day of sending; what the ERP is asked for is to be paid on it.
    """
    rows = _rows(conn, "templates/read_items.sql", tickets)
    items = {parent: tuple(_item(row, payments, today) for row in group) for parent, group in groupby(rows, _PARENT)}
    contracts = _rows(conn, "templates/read_contracts.sql", list(items))
    return {
        row["contract_ticket_id"]: MessageFacts(
            **row, items=items[row["contract_ticket_id"]], sender=sender, today=today
        )
        for row in contracts
    }


def _rows(conn: Connection[Any], file: str, tickets: Sequence[int]) -> list[dict[str, Any]]:
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(database.sql(file), {"tickets": list(tickets)}).fetchall()


def _item(row: dict[str, Any], payments: Payments, today: date) -> Item:
    values = {name: value for name, value in row.items() if name in Item.__dataclass_fields__}
    title = Title(
        row["branch_code"], row["contract_code"], row["installment_code"], row["boleto_number"], row["is_shared"]
    )
    return Item(**values, how_to_pay=payments.of([title], today)[title])
