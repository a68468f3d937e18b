"""The addresses of customers."""

from datetime import datetime
from typing import Any

import psycopg


def give(conn: psycopg.Connection[Any], since: datetime) -> None:
    """Most customers have an e-mail, some a telephone for SMS, some nothing."""
    for channel, address, rest in (("email", "c{}@example.com", [0, 1, 2]), ("sms", "+55119{:08d}", [2, 3])):
        customers = conn.execute("SELECT customer_code FROM crm.customer WHERE customer_code %% 5 = ANY(%s)", (rest,))
        for (code,) in customers.fetchall():
            conn.execute(
                "INSERT INTO crm.customer_channel (customer_code, channel, address, source, valid_from) "
                "VALUES (%s, %s, %s, 'person', %s) ON CONFLICT DO NOTHING",
                (code, channel, address.format(code), since),
            )
