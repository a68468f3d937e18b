"""All that a configuration is checked for; each finder names its rules and finds everything at once."""

from collections.abc import Callable, Iterator

from cobranca.settings.checks import (
    duplicates,
    erp,
    flow_chain,
    flow_opening,
    flow_use,
    holidays,
    module,
    ranges,
    references,
    routing,
    states,
    windows,
)
from cobranca.settings.faults import Fault, Finding
from cobranca.settings.model import Settings
from cobranca.settings.places import located

FINDERS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    duplicates.find,
    references.find,
    flow_opening.find,
    flow_chain.find,
    flow_use.find,
    routing.find,
    ranges.find,
    holidays.find,
    states.find,
    windows.find,
    erp.find,
    module.find,
)


def findings(settings: Settings) -> list[Finding]:
    """Every fault and warning, by path of the model, once each."""
    return list(dict.fromkeys(finding for find in FINDERS for finding in find(settings)))


def check(settings: Settings) -> list[Fault]:
    """Every fault and warning with file, place, message and cure; errors first."""
    faults = [located(finding, settings.content, settings.lines) for finding in findings(settings)]
    return sorted(faults, key=lambda fault: (fault.severity, fault.file, fault.line or 0))
