"""Release of a flow (R7.2): until then its messages go to the test recipients, whatever the customer's address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cobranca import settings
from cobranca.acts import Person, people, values
from cobranca.contact.switches import session
from cobranca.errors import ActRefused
from cobranca.settings import Settings
from cobranca.settings.text import plain

RULE: Final = "R7.2"
_TOLD: Final = 5
"""How many errors of texts a refusal names."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release as it stands in crm.flow_release; without `valid_to` it is in force."""

    release_id: int
    request_code: str
    valid_from: datetime
    valid_to: datetime | None
    actor: str
    role: str | None
    reason: str
    ended_by: str | None
    ended_role: str | None
    ended_reason: str | None


def release(person: Person, request_code: str, reason: str) -> int:
    """Let a request's messages go to its customers, from now on; the release's id.

    Raises:
        ActRefused: role, no such request, a flow that says nothing, released already, or texts with an error.
        ConfigurationError: the settings folder is refused.
    """
    people.require(person, "release")
    why = values.text(reason, RULE, "o texto da liberação")
    in_force = settings.load()
    if plain(person.name) == plain(in_force.company.machine_actor):
        raise ActRefused("R5.6", f"{person.name!r} é o nome da máquina: o ato leva o nome de uma pessoa")
    _insist_on_voice(in_force, request_code)
    _insist_on_texts(in_force)
    with session.opened() as conn:
        done = session.write(conn, "releases/release.sql", person, why, request=request_code)
        if done is None:
            raise ActRefused(RULE, f"o fluxo de {request_code} já está liberado: veja `cobranca contact releases`")
        return done


def withdraw(person: Person, request_code: str, reason: str) -> int:
    """End a release, from now on; the id of the one that ended. It asks nothing of settings or texts.

    Raises:
        ActRefused: role, or the request is not released.
    """
    people.require(person, "release")
    why = values.text(reason, RULE, "o motivo")
    with session.opened() as conn:
        done = session.write(conn, "releases/withdraw.sql", person, why, request=request_code)
        if done is None:
            raise ActRefused(RULE, f"o fluxo de {request_code} não está liberado: não há o que retirar")
        return done


def history() -> list[Release]:
    """Every release, the newest of each request first."""
    with session.opened() as conn:
        return [Release(**row) for row in session.read(conn, "releases/list.sql")]


def speaking(in_force: Settings) -> list[str]:
    """The requests whose flows speak on some channel, in the order of the settings."""
    flows = {flow.code for flow in in_force.flows if any(step.channels for step in flow.steps)}
    return [request.code for request in in_force.requests if request.flow in flows]


def _insist_on_voice(in_force: Settings, request_code: str) -> None:
    able = speaking(in_force)
    if request_code in able:
        return
    known = in_force.request(request_code) is not None
    wrong = f"o fluxo de {request_code} não comunica" if known else f"não há solicitação {request_code[:40]!r}"
    raise ActRefused(RULE, f"{wrong}: pode-se liberar {', '.join(able) or 'nenhuma; nenhum fluxo comunica'}")


def _insist_on_texts(in_force: Settings) -> None:
    from cobranca.contact.templates.checks import company  # noqa: PLC0415 - reports read releases without Jinja
    from cobranca.contact.templates.faults import errors  # noqa: PLC0415

    found = errors(company.found(in_force, settings.folder_of()))
    if found:
        told = "\n".join(map(str, found[:_TOLD]))
        raise ActRefused(
            RULE, f"os textos têm {len(found)} erro(s): corrija-os (`cobranca templates check`) e repita\n{told}"
        )
