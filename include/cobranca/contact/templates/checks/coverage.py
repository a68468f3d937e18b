"""That each status and channel by which a flow speaks has its text, and each text its status and channel."""

from collections.abc import Iterator

from cobranca.contact.templates.faults import Fault, ordered
from cobranca.contact.templates.sources import STANDARD, SUFFIX, Folder, shown
from cobranca.settings import Settings
from cobranca.settings.contact import CHANNELS


def check(folder: Folder, settings: Settings) -> list[Fault]:
    """What is missing on either side, and orders of channels that differ from the flow's."""
    return ordered([*_missing(folder, settings), *_unused(folder, settings), *_ask(settings)])


def _spoken(settings: Settings) -> dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]]:
    """(status, channel) to the flows that speak so, each with the step's channels in order."""
    spoken: dict[tuple[str, str], list[tuple[str, tuple[str, ...]]]] = {}
    for flow in settings.flows:
        for step in flow.steps:
            for channel in step.channels:
                spoken.setdefault((step.status, channel), []).append((flow.code, step.channels))
    return spoken


def _missing(folder: Folder, settings: Settings) -> Iterator[Fault]:
    base = next((source.path.parents[1] for source in folder.sources.values() if source.channel), STANDARD)
    for (status, channel), flows in _spoken(settings).items():
        name = f"{status}/{channel}{SUFFIX}"
        if name not in folder.sources:
            message = f"o fluxo {flows[0][0]} fala por {channel} em {status}, e não há o texto"
            cure = f"escreva este arquivo, ou tire `{channel}` dos canais do status em flows.yaml"
            yield Fault(shown(base / name), None, "R7.1", message, cure)


def _unused(folder: Folder, settings: Settings) -> Iterator[Fault]:
    spoken = _spoken(settings)
    for source in folder.sources.values():
        if source.channel not in CHANNELS:
            continue
        flows = spoken.get((source.status, source.channel), [])
        if not flows:
            message = f"nenhum fluxo fala por {source.channel} em {source.status}"
            cure = f"ponha `{source.channel}` nos canais do status em flows.yaml, ou tire o arquivo"
            yield source.fault(None, "R7.1", message, cure)
        for flow, channels in flows:
            if source.front.order and source.front.order != channels:
                message = f"a ordem dos canais não é a do fluxo {flow}: {', '.join(channels)}"
                yield source.fault(source.front.lines["order"], "R7.11", message, "escreva a mesma ordem nos dois")


def _ask(settings: Settings) -> Iterator[Fault]:
    if settings.contact.ask is None and _spoken(settings):
        message = "`contact.ask` falta: nenhuma mensagem diria a quem perguntar"
        yield Fault("contact.yaml", None, "R7.4", message, "escreva `ask:` com `phone`, `email` e `hours`")
