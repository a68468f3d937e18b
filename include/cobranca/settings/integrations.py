"""Integrations as SQL reads them (R4.5): of each request's statuses, with what their fields may say."""

from collections.abc import Iterator

from cobranca.settings.checks.flow_use import BLOCKS
from cobranca.settings.flow import Integration
from cobranca.settings.model import Settings
from cobranca.settings.service import Request
from cobranca.settings.text import plain

CLEARING = "limpar"
"""The value that takes a mark away."""
Row = tuple[str, str, str, str | None, str | None, str, list[str]]


def rows(settings: Settings) -> Iterator[Row]:
    """Request, status, method, value, field, scope, and the values known in plain form; none where it is fixed."""
    for request, status, each in _carried(settings):
        known = sorted(known_values(settings, request, each)) if each.field else []
        yield request.code, status, each.method, each.value, each.field, each.scope, known


def known_values(settings: Settings, request: Request, integration: Integration) -> set[str]:
    """What the field of an integration may say, in plain form.

    Of a block: a block's code. Of a mark: what the field's own list offers, what a routing rule matches on,
    what another integration sets, and `limpar`.
    """
    if integration.method in ("block", "unblock"):
        return set(map(plain, BLOCKS))
    listed = [value for field in request.fields if field.code == integration.field for value in field.values]
    routed = [value for rule in settings.routing if rule.matches_on == integration.method for value in rule.values]
    fixed = [each.value for _, _, each in _carried(settings) if each.method == integration.method and each.value]
    return set(map(plain, [*listed, *routed, *fixed, CLEARING]))


def _carried(settings: Settings) -> Iterator[tuple[Request, str, Integration]]:
    for request in settings.requests:
        flow = settings.flow(request.flow)
        for step in flow.steps if flow else ():
            if step.integration:
                yield request, step.status, step.integration
