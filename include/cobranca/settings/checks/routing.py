"""Routing rules and the requests that they name (R4.1–R4.4, R8.5)."""

from collections.abc import Iterator, Mapping

from cobranca.settings.checks.references import request_fault
from cobranca.settings.faults import Finding, Path, listed
from cobranca.settings.model import Settings
from cobranca.settings.routing import RoutingRule
from cobranca.settings.text import plain


def find(settings: Settings) -> Iterator[Finding]:
    """Rules that name what cannot receive tickets, or that can never match."""
    if not settings.routing and not settings.routing_reason:
        message = "there are no routing rules, and no reason why (R8.5)"
        cure = "write the rules, or `routing: none` and `routing_reason:` with the reason"
        yield Finding(("routing",), message, cure, "warning")
    for number, rule in enumerate(settings.routing):
        yield from _contract_request(rule, ("routing", number))
        for kind, code in (("contract", rule.contract_request), ("installment", rule.installment_request)):
            if code:
                yield from _receives(settings, code, kind, ("routing", number, f"{kind}_request"))
    yield from _receives(
        settings,
        settings.standard.repasse_contract_request,
        "contract",
        ("standard", "repasse_contract_request"),
    )
    yield from _shadowed(settings)
    yield from _known_values(settings)


def _contract_request(rule: RoutingRule, path: Path) -> Iterator[Finding]:
    at = (*path, "contract_request")
    if rule.is_of_contract and rule.contract_request is None:
        message = f"a rule on `{rule.matches_on}` routes the contract too, and names no request for it"
        yield Finding(at, message, "write `contract_request:` with a request of kind `contract`")
    if not rule.is_of_contract and rule.contract_request is not None:
        message = f"a rule on `{rule.matches_on}` routes single titles, never the contract"
        yield Finding(at, message, "take `contract_request` out; `standard.repasse_contract_request` serves it")


def _receives(settings: Settings, code: str, kind: str, path: Path) -> Iterator[Finding]:
    """R4.3: a routed request has a flow with closing statuses, or its tickets never close."""
    if path[0] == "routing":
        yield from request_fault(settings, code, kind, path)
    request, flow = settings.request(code), settings.flow_of(code)
    if request and request.flow is None:
        message = f"routed request `{code}` has no flow: its tickets would never close (R4.3)"
        yield Finding(path, message, f"write `flow:` for `{code}` in requests.yaml")
    if flow is None or request is None or request.kind != kind:
        return
    wanted = settings.closing.of("contract" if kind == "contract" else "installment")
    missing = [status for status in wanted if status not in flow.closing]
    if not flow.closing:
        message = f"flow `{flow.code}` of routed request `{code}` has no closing statuses (R4.3)"
        yield Finding(path, message, f"write `closing: [{', '.join(wanted)}]` in flow `{flow.code}`")
    elif missing:
        message = f"flow `{flow.code}` of routed request `{code}` lacks {listed(missing)}"
        yield Finding(path, message, f"add them to `closing` of flow `{flow.code}`", "warning")


def _shadowed(settings: Settings) -> Iterator[Finding]:
    """Values that a rule of an earlier priority takes first."""
    taken: dict[tuple[str, str], RoutingRule] = {}
    ordered = sorted(enumerate(settings.routing), key=lambda pair: pair[1].priority)
    for number, rule in ordered:
        for index, value in enumerate(rule.values):
            first = taken.setdefault((rule.matches_on, plain(value)), rule)
            if first is not rule:
                yield Finding(
                    ("routing", number, "values", index),
                    f"`{value}` never comes here: `{first.name}` of priority {first.priority} takes it",
                    "take the value out of one of the two rules",
                    "warning",
                )


def _known_values(settings: Settings) -> Iterator[Finding]:
    """Values that the ERP never writes, by the codes of erp.yaml."""
    codes = settings.erp.codes
    known: Mapping[str, tuple[str, ...]] = {
        "money_source": codes.receita_parcela,
        "registry_status": tuple(codes.status_parcela),
        "origin": codes.parcela_origem,
    }
    for number, rule in enumerate(settings.routing):
        yield from _unknown(rule.values, known.get(rule.matches_on), ("routing", number, "values"))
    for part in ("money_source", "registry_status"):
        yield from _unknown(getattr(settings.not_buyers, part), known[part], ("not_buyers", part))


def _unknown(values: tuple[str, ...], known: tuple[str, ...] | None, path: Path) -> Iterator[Finding]:
    for index, value in enumerate(values):
        if known and plain(value) not in map(plain, known):
            message = f"`{value}` is not a value that the ERP has"
            yield Finding((*path, index), message, f"write one of {listed(known)} (`codes` in erp.yaml)")
