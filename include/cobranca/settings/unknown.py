"""Open tickets that stand in requests or statuses that the settings lack."""

from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg.rows import class_row

from cobranca import database

KINDS: Final = {
    "contract": "ocorrências de contrato",
    "installment": "sub-ocorrências de parcela",
    "action": "ocorrências de ação",
    "integration": "ocorrências de integração",
}
LACKS: Final = {
    "request": "a solicitação não existe",
    "kind": "a solicitação é de outro tipo",
    "status": "o status não existe",
    "flow": "o status não está no fluxo da solicitação",
    "chain": "o status ficou fora da sequência da régua",
}


@dataclass(frozen=True, slots=True)
class Unknown:
    """So many open tickets of a kind in one status, and what the settings lack there (`LACKS`)."""

    request_code: str
    status_code: str
    kind: str
    lack: str
    tickets: int

    def __str__(self) -> str:
        """As people read it: where, how many, what is lacking."""
        return f"{self.request_code}/{self.status_code}: {self.tickets} {KINDS[self.kind]}, {LACKS[self.lack]}"


def unknown(conn: psycopg.Connection[Any]) -> list[Unknown]:
    """By request, status and kind; of the settings whose hash the session carries."""
    with conn.cursor(row_factory=class_row(Unknown)) as cursor:
        return cursor.execute(database.sql("vocabulary/count_unknown.sql")).fetchall()
