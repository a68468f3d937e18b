"""What `cobranca check --against-db` prints of a comparison, in Portuguese."""

from collections.abc import Iterator
from typing import Any, Final

from cobranca.settings.against import Against, FlowChange, Foreseen, total

FATES: Final = {
    "beyond": "além do lugar que teriam, ficam onde estão (R5.4)",
    "rests": "paradas por estudo, suspensão ou contestação (R3.6, R5.7, R5.8)",
    "routed": "roteadas antes de avançar (R4.1)",
    "ends": "deixam de estar vencidas e são baixadas (R2.3, R6.3)",
}
REMAP: Final = (
    "  → mova-as com um mapeamento (include/config/README.md): "
    "`cobranca remap ARQUIVO --as NOME --role multidados`; até lá nenhuma execução começa"
)


def lines(against: Against) -> Iterator[str]:
    """The comparison, line by line."""
    yield _head(against)
    yield from _unknown(against)
    yield from _flows(against)
    yield from _foreseen(against)
    yield from _left_alone(against)


def _head(against: Against) -> str:
    here = f"Esta pasta: configuração {against.settings_hash[:8]}"
    if against.before is None:
        return f"{here}. Ainda não há execução boa com que comparar."
    before = against.before
    if before.settings_hash == against.settings_hash:
        return f"{here}, a mesma da última execução boa (D {before.as_of:%d/%m/%Y})."
    return f"{here}. Última execução boa: D {before.as_of:%d/%m/%Y}, configuração {before.settings_hash[:8]}."


def _unknown(against: Against) -> Iterator[str]:
    if not against.unknown:
        yield "Toda ocorrência aberta está em solicitação e status que esta pasta tem."
        return
    number = sum(each.tickets for each in against.unknown)
    yield f"{number} ocorrências abertas estão no que esta pasta não tem:"
    yield from (f"  {each}" for each in against.unknown)
    yield REMAP


def _flows(against: Against) -> Iterator[str]:
    if against.flows:
        yield "Fluxos que mudaram, com ocorrências abertas:"
    for change in against.flows:
        yield f"  {change.request_code} ({change.tickets} abertas): {'; '.join(_changes(change))}"


def _changes(change: FlowChange) -> Iterator[str]:
    if change.from_flow != change.to_flow:
        yield f"segue {change.to_flow or 'nenhum fluxo'} (era {change.from_flow or 'nenhum'})"
    before, now = _by_status(change.from_steps), _by_status(change.to_steps)
    gone, new = [code for code in before if code not in now], [code for code in now if code not in before]
    if gone:
        yield f"saiu {', '.join(gone)}"
    if new:
        yield f"entrou {', '.join(new)}"
    for code in now:
        if code in before and before[code] != now[code]:
            yield f"{code} {', '.join(_step(before[code], now[code]))}"
    if not gone and not new and before == now and list(before) != list(now):
        yield "outra ordem dos status"


def _by_status(steps: list[Any] | None) -> dict[str, list[Any]]:
    return {step[0]: step[1:] for step in steps or []}


def _step(before: list[Any], now: list[Any]) -> Iterator[str]:
    for verb, old, new in zip(("espera", "leva a", "fala por"), _said(before), _said(now), strict=True):
        if old != new:
            yield f"{verb} {new} (era {old})"


def _said(step: list[Any]) -> tuple[str, str, str]:
    days, leads_to, channels = step
    return "sem prazo" if days is None else f"{days} dias", leads_to or "nenhum", ", ".join(channels) or "nenhum canal"


def _foreseen(against: Against) -> Iterator[str]:
    yield (
        f"Se a execução de D {against.as_of:%d/%m/%Y} viesse agora com esta pasta, e o Mega dissesse o que disse "
        "por último, das sub-ocorrências de parcela:"
    )
    yield f"  avançariam (R5.3): {_jumps(against.foreseen)}{_compared(against)}"
    for each in against.foreseen:
        if each.fate == "jumps":
            told = f", {each.written} avisadas" if each.written else ""
            yield f"    {each.request_code}: {each.status_code} → {each.to_status}: {each.tickets}{told}"
    for fate, words in FATES.items():
        if number := total(against.foreseen, fate):
            yield f"  {words}: {number}"


def _jumps(foreseen: tuple[Foreseen, ...]) -> str:
    written = sum(each.written for each in foreseen if each.fate == "jumps")
    return f"{total(foreseen, 'jumps')}, das quais {written} seriam avisadas (R5.5)"


def _compared(against: Against) -> str:
    before = against.before
    if before is None or before.settings_hash == against.settings_hash:
        return ""
    return f"; com a configuração da última execução boa: {_jumps(before.foreseen)}"


def _left_alone(against: Against) -> Iterator[str]:
    if against.closed_tickets:
        yield f"{against.closed_tickets} ocorrências encerradas guardam códigos que esta pasta não tem: são história."
    if against.releases:
        yield (
            f"Aviso: liberadas para comunicar, mas fora desta pasta: {', '.join(against.releases)}. A solicitação que "
            "entra no lugar só fala com os destinatários de teste até ser liberada (R7.2)."
        )
    if against.integrations:
        yield (
            f"Aviso: {against.integrations} integrações ainda não executadas são de status que nesta pasta não as têm "
            "(R4.5): não serão executadas."
        )
