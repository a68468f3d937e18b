"""A mapping held against the folder: its targets exist, its sources do not any more."""

from collections.abc import Iterator
from pathlib import Path

from cobranca.settings import mapping
from cobranca.settings.faults import Fault, one_of
from cobranca.settings.faults import Path as Place
from cobranca.settings.mapping import Mapping, Move, Spot
from cobranca.settings.model import Settings
from cobranca.settings.spans import chain

Told = tuple[Place, str, str]


def load(file: Path, settings: Settings) -> Mapping:
    """The mapping of a file, if it may be carried out under these settings.

    Raises:
        ConfigurationError: with every fault, each with its line and what to write instead.
    """
    found, document = mapping.read(file)
    mapping.refuse(
        file,
        (
            Fault(file.name, mapping.place(path), told, cure, line=mapping.line_of(document, path))
            for path, told, cure in _faults(found, settings)
        ),
    )
    return found


def _faults(found: Mapping, settings: Settings) -> Iterator[Told]:
    seen: dict[Spot, int] = {}
    for number, move in enumerate(found.moves):
        at: Place = ("moves", number)
        first = seen.setdefault(move.source, number)
        if first != number:
            yield (*at, "from"), f"`{move.source}` está também em moves[{first + 1}]", "deixe um dos dois"
        yield from _source(move.source, settings, (*at, "from"))
        yield from _target(move, settings, (*at, "to"))


def _source(source: Spot, settings: Settings, at: Place) -> Iterator[Told]:
    """A pair that names its status moves nothing where the folder still has it."""
    request, flow = settings.request(source.request), settings.flow_of(source.request)
    if source.status is None or request is None or flow is None or flow.step(source.status) is None:
        return
    in_chain = {flow.steps[0].status, *(step.status for step in chain(flow))}
    if request.kind != "installment" or source.status in in_chain:
        yield at, f"a pasta ainda tem `{source}`", "tire o par: um mapeamento só move o que a pasta não tem"


def _target(move: Move, settings: Settings, at: Place) -> Iterator[Told]:
    request, flow = settings.request(move.target.request), settings.flow_of(move.target.request)
    if request is None:
        known = [each.code for each in settings.requests if each.kind != "integration"]
        yield at, f"a pasta não tem a solicitação `{move.target.request}`", _cure(move.target.request, known)
        return
    status = move.target.status or move.source.status
    if flow is None:
        yield at, f"a solicitação `{request.code}` não tem fluxo", "escreva uma de contratos, parcelas ou ações"
    elif status is not None and flow.step(status) is None:
        known = [step.status for step in flow.steps]
        yield at, f"o fluxo de `{request.code}` não tem o status `{status}`", _cure(status, known)


def _cure(value: str, known: list[str]) -> str:
    return one_of(value, known).replace("write one of", "escreva um de").replace("write", "escreva")
