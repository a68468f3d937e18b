"""The action statuses of the settings: which of them marks, blocks, or lifts blocks (R4.5, R4.6, R4.8)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from cobranca.acts.values import FieldValue
from cobranca.errors import ActRefused
from cobranca.settings import Settings
from cobranca.settings.checks.flow_use import BLOCKS
from cobranca.settings.flow import Integration, Step
from cobranca.settings.service import PersonField, Request
from cobranca.settings.text import plain

MARKS: Final = ("collection_status", "category")


@dataclass(frozen=True, slots=True)
class Action:
    """A status in which an action ticket may be opened, of the request that has it."""

    request: Request
    step: Step

    @property
    def integration(self) -> Integration | None:
        """What the status does."""
        return self.step.integration

    @property
    def field(self) -> PersonField | None:
        """The field that holds what it sets, where that is no fixed value."""
        named = self.integration.field if self.integration else None
        return next((field for field in self.request.fields if field.code == named), None)

    @property
    def sets_mark(self) -> bool:
        """Whether it sets or clears a collection status or category."""
        return self.integration is not None and self.integration.method in MARKS

    @property
    def blocks(self) -> tuple[str, ...]:
        """The blocks that it can set or lift."""
        if self.integration is None or self.sets_mark:
            return ()
        values = self.field.values if self.field else (self.integration.value,)
        return tuple(value for value in values if value in BLOCKS)


def actions(settings: Settings) -> Iterator[Action]:
    """Every visible action status, those of the standard request first."""
    standard = settings.standard.action_request
    for request in sorted(settings.requests, key=lambda request: request.code != standard):
        flow = settings.flow(request.flow) if request.kind == "action" else None
        for step in flow.steps if flow else ():
            if not step.hidden:
                yield Action(request, step)


def action(settings: Settings, status: str, request_code: str | None = None) -> Action:
    """The action of a status, of one request where it is named.

    Raises:
        ActRefused: R4.6, no action request has it; with those that are.
    """
    able = [each for each in actions(settings) if request_code in (None, each.request.code)]
    found = next((each for each in able if each.step.status == status), None)
    if found is None:
        raise ActRefused("R4.6", f"{status} não é uma ação que se possa abrir: escolha entre {_listed(able)}")
    return found


def mark(settings: Settings, what: str) -> Action:
    """The action that sets a mark, named by its status or by the value it sets (`limpar` clears).

    Raises:
        ActRefused: R4.6, with the marks that the settings know.
    """
    able = [each for each in actions(settings) if each.sets_mark]
    by_value = (each for each in able if each.integration and plain(each.integration.value or "") == plain(what))
    found = next((each for each in able if each.step.status == what), None) or (next(by_value, None) if what else None)
    if found is None:
        raise ActRefused("R4.6", f"a marca {what} não existe na configuração: escolha entre {_listed(able)}")
    return found


def block(settings: Settings, blocks: str | Iterable[str], *, lift: bool) -> tuple[Action, dict[str, FieldValue]]:
    """The action that sets or lifts these blocks, and the fields that it wants.

    Raises:
        ActRefused: R4.8, unknown blocks, or no action status that does it; with those that the settings can.
    """
    asked = _asked(blocks)
    method = "unblock" if lift else "block"
    able = [each for each in actions(settings) if each.integration and each.integration.method == method]
    for each in able:
        if each.integration and [each.integration.value] == asked:
            return each, {}
    for each in able:
        if each.field and set(asked) <= set(each.field.values):
            return each, {each.field.code: asked}
    can = sorted({code for each in able for code in each.blocks}, key=BLOCKS.index)
    verb = "desbloquear" if lift else "bloquear"
    raise ActRefused(
        "R4.8",
        f"a configuração não tem ação que sirva para {verb} {', '.join(asked)} de uma vez; sabe: {', '.join(can)}",
    )


def _asked(blocks: str | Iterable[str]) -> list[str]:
    named = blocks.replace(";", ",").split(",") if isinstance(blocks, str) else list(blocks)
    codes = list(dict.fromkeys(str(each).strip().upper() for each in named if str(each).strip()))
    unknown = [code for code in codes if code not in BLOCKS]
    if unknown or not codes:
        wrong = f"não há bloqueio {', '.join(unknown)}" if unknown else "falta dizer qual bloqueio"
        raise ActRefused("R4.8", f"{wrong}: escolha entre {', '.join(BLOCKS)}")
    return codes


def _listed(able: Iterable[Action]) -> str:
    return ", ".join(dict.fromkeys(each.step.status for each in able)) or "nenhuma está configurada"
