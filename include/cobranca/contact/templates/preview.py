"""What would go out for a ticket as it stands now, channel by channel; nothing is queued, sent or written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row

from cobranca import database
from cobranca.contact.templates import gsm7, reading
from cobranca.contact.templates.checked import Checked
from cobranca.contact.templates.facts import MessageFacts, Rendered
from cobranca.contact.templates.payment import Payments
from cobranca.contact.templates.sender import sender
from cobranca.errors import TemplateRefused
from cobranca.settings import Settings
from cobranca.settings.flow import Step
from cobranca.settings.spans import chain

NAMES = {"email": "E-MAIL", "sms": "SMS", "whatsapp": "WHATSAPP", "phone": "TELEFONE"}


@dataclass(frozen=True)
class Announced:
    """What would be announced together, in the words of the furthest step (R7.10)."""

    status_code: str
    channels: tuple[str, ...]
    facts: MessageFacts


def announced(conn: Connection[Any], settings: Settings, ticket: int, *, status: str | None, today: date) -> Announced:
    """Of an installment ticket itself, of a contract ticket its open installments whose step speaks.

    Args:
        status: in whose words, and on whose channels, instead of those of the step where they stand.

    Raises:
        TemplateRefused: there is no such ticket, or nothing would be said of it; says why.
    """
    steps = _speaking(settings, _titles(conn, ticket), status)
    if not steps:
        raise TemplateRefused(f"ocorrência {ticket}: nenhuma parcela aberta está num status que fala; nada sairia")
    furthest = max(steps.values(), key=lambda found: found[0])[1]
    with Payments(settings) as payments:
        found = reading.read(conn, list(steps), sender=sender(settings), payments=payments, today=today)
    return Announced(furthest.status, furthest.channels, next(iter(found.values())))


def _titles(conn: Connection[Any], ticket: int) -> list[dict[str, Any]]:
    with conn.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(database.sql("templates/find_announced.sql"), {"ticket": ticket}).fetchall()
    if not rows:
        raise TemplateRefused(f"não há ocorrência {ticket}")
    own = rows[0]
    if own["kind"] not in ("contract", "installment"):
        raise TemplateRefused(f"ocorrência {ticket}: só as de contrato e de parcela têm mensagens")
    if own["closed_on"]:
        raise TemplateRefused(f"ocorrência {ticket}: encerrada em {own['closed_on']:%d/%m/%Y}; nada sairia")
    return [row for row in rows if row["kind"] == "installment" and not row["is_ended"]]


def _speaking(settings: Settings, titles: Sequence[dict[str, Any]], status: str | None) -> dict[int, tuple[int, Step]]:
    """Ticket to its step and the step's place in the régua; only those that speak."""
    found: dict[int, tuple[int, Step]] = {}
    for row in titles:
        flow = settings.flow_of(row["request_code"])
        step = flow.step(status or row["status_code"]) if flow else None
        if flow and step and step.channels:
            order = [each.status for each in chain(flow)]
            found[row["ticket_id"]] = (order.index(step.status) if step.status in order else -1, step)
    return found


def lines(told: Announced, texts: Checked, channel: str | None) -> Iterator[tuple[str, Rendered]]:
    """(what to print, what it is of) for each channel.

    Raises:
        TemplateRefused: the text of a channel may not go out.
    """
    for each in [channel] if channel else told.channels:
        out = texts.render(told.status_code, each, told.facts)
        yield "\n".join(_shown(each, out)), out


def _shown(channel: str, out: Rendered) -> Iterator[str]:
    measure = f" ({gsm7.septets(out.text)} de {gsm7.LONGEST} caracteres)" if channel == "sms" else ""
    yield f"── {NAMES.get(channel, channel)}{measure} ──"
    if out.subject:
        yield from (f"Assunto: {out.subject}", "")
    yield out.text
