"""Stopping and resuming contact (R7.13): everything, a channel, or a development.

A stop is needed in a hurry: it asks nothing of the settings folder and waits for no batch. What is queued stays queued
and waits; on resuming, what has aged is cancelled in the same transaction.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Literal, get_args

from cobranca import database
from cobranca.acts import Person, people, values
from cobranca.contact.switches import session
from cobranca.contact.switches.session import Conn
from cobranca.errors import ActRefused

RULE: Final = "R7.13"
Channel = Literal["email", "sms", "whatsapp", "phone"]
_LARGEST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Scope:
    """What is stopped: everything, or one channel, or one development."""

    channel: Channel | None = None
    development_code: int | None = None

    @property
    def kind(self) -> str:
        """As the fact says it: all, channel or development."""
        if self.channel:
            return "channel"
        return "all" if self.development_code is None else "development"


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop as it stands in crm.contact_stop; without `valid_to` it is in force."""

    stop_id: int
    scope: str
    channel: str | None
    channel_name: str | None
    development_code: int | None
    development_name: str | None
    valid_from: datetime
    actor: str
    reason: str
    valid_to: datetime | None = None
    ended_by: str | None = None
    ended_reason: str | None = None
    cancelled: int | None = None


def channel(text: str) -> Channel:
    """A channel, as it is typed.

    Raises:
        ActRefused: there is no such channel.
    """
    for known in get_args(Channel):
        if text.strip().casefold() == known:
            return known  # type: ignore[no-any-return]
    raise ActRefused(RULE, f"não há canal {text[:40]!r}: escreva um de {', '.join(get_args(Channel))}")


def stop(person: Person, scope: Scope, reason: str) -> int:
    """Stop contact from now on; the stop's number, by which it is ended.

    Raises:
        ActRefused: role, an unknown development, or the same is stopped already.
    """
    people.require(person, "stop")
    why = values.text(reason, RULE, "o motivo da parada")
    with session.opened() as conn:
        _insist_on_development(conn, scope.development_code)
        done = session.write(conn, "stops/stop.sql", person, why, scope=scope.kind, **asdict(scope))
        if done is None:
            raise ActRefused(RULE, f"isso já está parado; em vigor: {_numbers(conn)}")
        return done


def resume(person: Person, stop_id: int, reason: str) -> int:
    """End a stop; how many queued messages were cancelled because none of their titles stands in its step any more.

    Raises:
        ActRefused: role, or there is no such stop in force.
    """
    people.require(person, "stop")
    why = values.text(reason, RULE, "o motivo da retomada")
    with session.opened() as conn:
        done = session.write(conn, "stops/resume.sql", person, why, stop_id=stop_id)
        if done is None:
            raise ActRefused(RULE, f"não há parada {stop_id} em vigor; em vigor: {_numbers(conn)}")
        return done


def in_force(conn: Conn | None = None) -> list[Stop]:
    """What is stopped now, the longest first."""
    if conn is None:
        with session.opened() as own:
            return in_force(own)
    return [Stop(**row) for row in session.read(conn, "stops/in_force.sql")]


def history() -> list[Stop]:
    """Every stop that ever was, the newest first."""
    with session.opened() as conn:
        return [Stop(**row) for row in session.read(conn, "stops/list.sql")]


def _insist_on_development(conn: Conn, code: int | None) -> None:
    """A code that the mirror does not know would stop nothing, and nobody would notice."""
    if code is None:
        return
    params: dict[str, Any] = {"development_code": code}
    known = abs(code) <= _LARGEST and conn.execute(database.sql("stops/find_development.sql"), params).fetchone()
    if not known:
        raise ActRefused(RULE, f"o empreendimento {code} não está na base: escreva o código que o Mega usa")


def _numbers(conn: Conn) -> str:
    return ", ".join(f"parada {each.stop_id} (por {each.actor})" for each in in_force(conn)) or "nenhuma"
