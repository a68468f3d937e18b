"""Changes of the example company's régua that the tests make, and what they look at afterwards."""

from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from tests.unit.settings.conftest import Folder
from typer.testing import CliRunner, Result

from cobranca.acts.people import Person
from cobranca.cli import app
from cobranca.vocabulary import remap

ANA = Person("Ana Lima", "multidados")


def drop_aviso_20(company: Folder) -> None:
    """AVISO_20 leaves the régua: AVISO_10 waits 20 days and leads to AVISO_30."""
    company.edit("flows.yaml", "wait: 10 days, leads_to: AVISO_20,", "wait: 20 days, leads_to: AVISO_30,")
    company.cut("flows.yaml", "      - {status: AVISO_20,", "      - {status: AVISO_30,")
    company.edit("statuses.yaml", "  - {code: AVISO_20, name: Aviso de 20 dias}\n", "")


def rename_aviso_20(company: Folder) -> None:
    """AVISO_20 is called AVISO_25."""
    company.edit("flows.yaml", "leads_to: AVISO_20,", "leads_to: AVISO_25,")
    company.edit("flows.yaml", "{status: AVISO_20,", "{status: AVISO_25,")
    company.edit("statuses.yaml", "{code: AVISO_20,", "{code: AVISO_25,")


def rename_request(company: Folder) -> None:
    """COD_SOL_PARCELAS is called COD_SOL_COBRANCA."""
    company.edit("requests.yaml", "{code: COD_SOL_PARCELAS,", "{code: COD_SOL_COBRANCA,")
    company.edit("requests.yaml", "installment_request: COD_SOL_PARCELAS", "installment_request: COD_SOL_COBRANCA")


def mapping(company: Folder, *pairs: str) -> Path:
    """A mapping file of pairs such as `A/B > A/C`, beside the folder."""
    file = company.path.parent / "mapeamento.yaml"
    moves = "".join("  - {{from: {}, to: {}}}\n".format(*pair.split(" > ")) for pair in pairs)
    file.write_text(f"reason: ata de 05/03/2026\nmoves:\n{moves}", encoding="utf-8")
    return file


def moved(company: Folder, *pairs: str) -> remap.Remapped:
    """The pairs, carried out by Ana."""
    return remap.remap(mapping(company, *pairs), ANA)


def told(*args: str) -> Result:
    """What the command line says."""
    return CliRunner().invoke(app, list(args))


def reachable(db: psycopg.Connection, customer: int = 500) -> None:
    """The customer has an e-mail."""
    db.execute(
        "INSERT INTO crm.customer (customer_code, seen_on) VALUES (%s, '2026-01-01') ON CONFLICT DO NOTHING", [customer]
    )
    db.execute(
        "INSERT INTO crm.customer_channel (customer_code, channel, address, source, valid_from) "
        "VALUES (%s, 'email', 'a@example.com', 'person', '2026-01-01')",
        [customer],
    )


def announced(db: psycopg.Connection) -> list[tuple[Any, ...]]:
    """(title, status) of each announcement in the queue."""
    return db.execute(
        "SELECT t.installment_code, i.status_code FROM crm.message_item i JOIN crm.message m USING (message_id) "
        "JOIN crm.ticket_state t ON t.ticket_id = i.ticket_id WHERE m.state = 'queued' ORDER BY 1, 2"
    ).fetchall()


def steps(db: psycopg.Connection, as_of: str, *columns: str, kind: str = "moved") -> list[tuple[Any, ...]]:
    """Columns of the events of a kind of a D, in order."""
    return db.execute(
        f"SELECT {', '.join(columns)} FROM crm.ticket_event WHERE as_of = %s AND kind = %s ORDER BY event_id",
        [date.fromisoformat(as_of), kind],
    ).fetchall()
