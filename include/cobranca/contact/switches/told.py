"""Stops and releases as people read them, in Portuguese. `banner` stands first in every report while a stop lasts."""

from collections.abc import Iterable
from datetime import datetime

from cobranca import clock
from cobranca.contact.switches import stops
from cobranca.contact.switches.releases import Release
from cobranca.contact.switches.session import Conn
from cobranca.contact.switches.stops import Stop


def banner(conn: Conn | None = None) -> list[str]:
    """One line a stop in force, for the top of a report (R7.13); none where nothing is stopped."""
    return [f"COMUNICAÇÃO PARADA: {stopped(each)}" for each in stops.in_force(conn)]


def stopped(each: Stop) -> str:
    """`tudo, desde 10/03/2026 14:05, por Bia: gateway repetiu envios (parada 3)`."""
    return f"{what(each)}, desde {_at(each.valid_from)}, por {each.actor}: {_line(each.reason)} (parada {each.stop_id})"


def stop_history(each: Stop) -> str:
    """A stop with its end, where it has one."""
    if each.valid_to is None:
        return f"EM VIGOR   {stopped(each)}"
    return (
        f"encerrada  {stopped(each)}; retomada em {_at(each.valid_to)}, por {each.ended_by}: "
        f"{_line(each.ended_reason or '')}; {cancelled(each.cancelled or 0)}"
    )


def what(each: Stop) -> str:
    """What a stop stops."""
    if each.channel:
        return f"canal {each.channel_name}"
    if each.development_code is None:
        return "tudo"
    return f"empreendimento {each.development_code}" + (f" ({each.development_name})" if each.development_name else "")


def cancelled(count: int) -> str:
    """How many messages were cancelled on resuming."""
    return f"{count} mensagem cancelada" if count == 1 else f"{count} mensagens canceladas"


def releases(speaking: Iterable[str], history: Iterable[Release]) -> list[str]:
    """Each request that speaks, released or in test, then every release that ended."""
    rows = list(history)
    open_now = {row.request_code: row for row in rows if row.valid_to is None}
    codes = list(dict.fromkeys((*speaking, *open_now)))
    return [
        *(_state(code, open_now.get(code)) for code in codes),
        *(_ended(row) for row in rows if row.valid_to is not None),
    ]


def _state(code: str, row: Release | None) -> str:
    if row is None:
        return f"em teste   {code}: só destinatários de teste"
    return f"LIBERADO   {code}, {_signed(row)}"


def _ended(row: Release) -> str:
    by = f", por {row.ended_by}: {_line(row.ended_reason or '')}" if row.ended_by else ""
    return f"retirado   {row.request_code}, {_signed(row)}; até {_at(row.valid_to)}{by}"


def _signed(row: Release) -> str:
    role = f" ({row.role})" if row.role else ""
    return f"desde {_at(row.valid_from)}, por {row.actor}{role}: {_line(row.reason)}"


def _at(at: datetime | None) -> str:
    return f"{at.astimezone(clock.ZONE):%d/%m/%Y %H:%M}" if at else "—"


def _line(text: str) -> str:
    return " ".join(text.split())
