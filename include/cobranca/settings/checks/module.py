"""What the flags and the contact settings leave open (R1.6, R2.7, R3.0, R7.2)."""

from collections.abc import Iterator

from cobranca.settings.faults import Finding, listed
from cobranca.settings.model import Settings
from cobranca.settings.text import plain


def find(settings: Settings) -> Iterator[Finding]:
    """Flags that contradict each other, nothing integrated, channels without a test recipient."""
    yield from _types(settings)
    if len(set(settings.flags.total_terms)) < len(settings.flags.total_terms):
        message = "a term stands twice in `total_terms`, it would count twice"
        yield Finding(("flags", "total_terms"), message, "write each term once")
    if not settings.flags.total_terms:
        message = "no term: every total would be 0"
        yield Finding(("flags", "total_terms"), message, "write `[corrected, fine, late_charge, fees]`")
    if not any(phase.integrated for phase in settings.phases):
        message = "no phase is integrated: no contract enters the module (R3.0)"
        yield Finding(("phases",), message, "write `integrated: true` where the régua begins", "warning")
    if settings.developments == ():
        message = "no development is integrated: no contract enters the module (R3.0)"
        yield Finding(("developments",), message, "write `developments: all`, or their codes", "warning")
    yield from _test_recipients(settings)


def _types(settings: Settings) -> Iterator[Finding]:
    flags = settings.flags
    if flags.gerar_todos_tp_parcelas:
        return
    message = "only the listed installment types exist for the module, reconciliation included (R1.6)"
    cure = "write `gerar_todos_tp_parcelas: true` and route what should not be dunned"
    yield Finding(("flags", "gerar_todos_tp_parcelas"), message, cure, "warning")
    if not flags.installment_types:
        message = "`gerar_todos_tp_parcelas` is off and no type is listed"
        yield Finding(("flags", "installment_types"), message, "list the types, or switch the flag on")
    known = settings.erp.codes.tipo_parcela
    for index, value in enumerate(flags.installment_types):
        if plain(value) not in map(plain, known):
            message = f"unknown installment type `{value}`"
            yield Finding(("flags", "installment_types", index), message, f"write one of {listed(known)}")


def _test_recipients(settings: Settings) -> Iterator[Finding]:
    used = {channel for flow in settings.flows for step in flow.steps for channel in step.channels}
    for channel in settings.contact.order:
        if channel in used and not settings.contact.test_recipients.get(channel):
            message = f"channel `{channel}` has no test recipient: nothing can be tried before a release (R7.2)"
            cure = f"write `{channel}: [an address of the team]`"
            yield Finding(("contact", "test_recipients"), message, cure, "warning")
