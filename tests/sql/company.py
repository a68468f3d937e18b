"""A small company written straight into the settings tables: the standard régua of R5.1, the pairs of R4.4."""

from typing import Any, Final

import psycopg

HASH: Final = "company"
REGUA: Final = (("AGUARDANDO_ATENDIMENTO", 3), ("LEMBRETE", 2), ("AVISO_5", 5), ("AVISO_10", 10), ("AVISO_20", 10),
                ("AVISO_30", 15), ("PRE_JURIDICO", 45), ("ETAPA_FINAL", None))  # fmt: skip
SHORT: Final = (("AGUARDANDO_ATENDIMENTO", 9999), ("ETAPA_FINAL", None))
FLOWS: Final = {
    "COD_SOL_PARCELAS": REGUA,
    **dict.fromkeys(
        ("COD_COBRANCA", "COD_CTR_JURIDICO", "COD_SOL_JURIDICO", "COD_CTR_REPASSE", "COD_SOL_REPASSE"), SHORT
    ),
}
BY_PEOPLE: Final = (("RETORNO", 2, "REVISAO"), ("REVISAO", 3, "ETAPA_FINAL"), ("EM_CONTATO", None, None))
"""Beside the chain of COD_COBRANCA: two linear statuses and one that is not."""
ACTIONS: Final = {
    "J": ("collection_status", "JURIDICO", None, "both"),
    "J_CONTRATO": ("collection_status", "JURIDICO", None, "contract"),
    "T": ("collection_status", "TUTELA", None, "contract"), "MARCAR": ("collection_status", None, "marca", "contract"),
    "LIMPAR": ("collection_status", "limpar", None, "both"),
    "LIMPAR_CLIENTE": ("collection_status", "limpar", None, "customer"),
    "CATEGORIA": ("category", "Comum", None, "contract"), "LIMPAR_CATEGORIA": ("category", "limpar", None, "contract"),
    "TBG": ("block", "TBG", None, "customer"), "BLOQUEAR": ("block", None, "bloqueios", "contract"),
    "DESBLOQUEAR": ("unblock", "TBG", None, "both"), "LIBERAR": ("unblock", None, "bloqueios", "contract"),
}  # fmt: skip
"""The statuses of COD_ACAO: method, value, field, scope."""
KNOWN: Final = {
    "marca": ["juridico", "limpar", "tutela"],
    "bloqueios": ["tbe", "tbg", "tbs", "tbt", "tbw"],
}
CLOSING: Final = {
    ("paid", "contract"): "COD_BAIXA_CTR", ("paid", "installment"): "COD_STATUS_BAIXA",
    ("distrato", "contract"): "BAIXA_DISTRATO", ("distrato", "installment"): "BX_DISTRATO_PARCELA",
    ("transfer", "contract"): "BAIXA_TRANSF", ("transfer", "installment"): "BAIXA_TRANSF_PARCELA",
    ("cession", "contract"): "BAIXA_CESSAO", ("cession", "installment"): "BX_CESSAO_PARCELA",
    ("inactivation", "contract"): "BAIXA_INATIVACAO", ("inactivation", "installment"): "BX_INATIVACAO_PARCELA",
}  # fmt: skip
SILENT: Final = {"INTERMEDIARIO", "AGUARDANDO_ATENDIMENTO", "ETAPA_FINAL"}
PARAMETER: Final[dict[str, Any]] = {
    "all_installment_types": True, "installment_types": [], "all_developments": True, "auto_close_contract": False,
    "shifts_to_banking_day": True, "grace_days": 0, "tolerance": 0, "computes_charges": False, "adds_corrected": True,
    "adds_fine": True, "adds_late_charge": True, "adds_fees": True, "adds_interest": False,
    "subtracts_discount": False, "first_phase_day": 1, "study_days": 30, "integration_request": "COBREL",
    "integration_status": "FECHADA", "contract_request": "COD_COBRANCA", "installment_request": "COD_SOL_PARCELAS",
    "repasse_contract_request": "COD_CTR_REPASSE", "machine_actor": "integra. cobrança",
}  # fmt: skip
MEANINGS: Final = {
    "ativo": "active",
    "inativo": "inactive",
    "cheque normal": "active",
    "cheque pre-datado": "held",
    "cheque devolvido": "returned",
    "cheque devolvido 2x": "returned",
}
ROUTES: Final = (
    (10, "jurídico", "collection_status", "juridico", "COD_CTR_JURIDICO", "COD_SOL_JURIDICO"),
    (20, "categoria jurídico", "category", "juridico", "COD_CTR_JURIDICO", "COD_SOL_JURIDICO"),
    (90, "repasse", "money_source", "financiamento", None, "COD_SOL_REPASSE"),
    (90, "repasse", "money_source", "fgts", None, "COD_SOL_REPASSE"),
    (90, "repasse", "registry_status", "cheque pre-datado", None, "COD_SOL_REPASSE"),
)


def store(db: psycopg.Connection, **changes: Any) -> None:
    """Write the company; `changes` override columns of `work.settings_parameter`."""
    db.execute("INSERT INTO audit.settings VALUES (%s, '{}', now()) ON CONFLICT DO NOTHING", (HASH,))
    _insert(db, "parameter", PARAMETER | changes)
    for code, name, state in ((1, "Matriz", "SP"), (2, "Rio", "RJ")):
        _insert(db, "branch", {"branch_code": code, "name": name, "state": state, "city": None})
    for branch in (0, 1, 2):
        for day in ("2026-02-16", "2026-02-17", "2026-04-03", "2026-04-21"):
            _insert(db, "holiday", {"branch_code": branch, "day": day, "name": "feriado"})
    _insert(db, "holiday", {"branch_code": 2, "day": "2026-03-02", "name": "só no Rio"})
    for code, start, end in (("1", 1, 30), ("2", 31, 60), ("3", 61, None)):
        _insert(
            db, "phase", {"phase_code": code, "name": code, "from_days": start, "to_days": end, "is_integrated": True}
        )
    for kind, cause in (("DIS", "distrato"), ("INA", "inactivation")):
        _insert(db, "occurrence_type", {"type": kind, "cause": cause, "request_code": f"COD_{kind}"})
    for (cause, kind), status in CLOSING.items():
        _insert(db, "closing_status", {"cause": cause, "kind": kind, "status_code": status})
    for priority, name, on, value, contract, installment in ROUTES:
        _insert(db, "routing_rule", {"priority": priority, "name": name, "matches_on": on, "value": value,
                                     "contract_request": contract, "installment_request": installment})  # fmt: skip
        if name == "repasse":
            _insert(db, "not_buyers", {"matches_on": on, "value": value})
    for value, meaning in MEANINGS.items():
        _insert(db, "registry_status", {"value": value, "meaning": meaning})
    for label, start, end in (("1-30", 1, 30), ("31-60", 31, 60), ("61-90", 61, 90), ("91+", 91, None)):
        _insert(db, "aging_range", {"label": label, "from_days": start, "to_days": end})
    for request, steps in FLOWS.items():
        _flow(db, request, steps)
    _people(db)


def _people(db: psycopg.Connection) -> None:
    for position, (status, wait, leads_to) in enumerate(BY_PEOPLE, start=10):
        _insert(db, "flow_step", {"request_code": "COD_COBRANCA", "status_code": status, "position": position,
                                  "is_linear": wait is not None, "is_hidden": False, "wait_days": wait,
                                  "leads_to": leads_to})  # fmt: skip
    for status, (method, value, field, scope) in ACTIONS.items():
        integration(db, "COD_ACAO", status, method, value, field, scope)


def integration(
    db: psycopg.Connection, request: str, status: str, method: str, value: str | None, field: str | None, scope: str
) -> None:
    """Let a status carry an integration (R4.5)."""
    known = KNOWN[field] if field else []
    _insert(db, "integration", {"request_code": request, "status_code": status, "method": method, "value": value,
                                "field": field, "scope": scope, "known": known})  # fmt: skip


def _flow(db: psycopg.Connection, request: str, steps: tuple[tuple[str, int | None], ...]) -> None:
    base = {"request_code": request, "is_hidden": False, "is_linear": True, "channels": []}
    _insert(db, "flow_step", base | {"status_code": "INTEGRACAO", "position": 1, "is_linear": False, "is_hidden": True})
    _insert(db, "flow_step", base | {"status_code": "INTERMEDIARIO", "position": 2, "wait_days": 0, "chain_position": 1,
                                     "start_day": 0, "end_day": 0, "wait_minutes": 1,
                                     "leads_to": "AGUARDANDO_ATENDIMENTO"})  # fmt: skip
    start = 0
    leads = [status for status, _ in steps[1:]] + [None]
    for place, (status, wait) in enumerate(steps, start=2):
        end = None if wait is None else start + wait
        speaks = request == "COD_SOL_PARCELAS" and status not in SILENT
        _insert(db, "flow_step", base | {
            "status_code": status, "position": place + 1, "wait_days": wait, "chain_position": place,
            "start_day": start, "end_day": end, "leads_to": leads[place - 2],
            "channels": ["email", "sms"] if speaks else []})  # fmt: skip
        start = end or 0


def _insert(db: psycopg.Connection, table: str, values: dict[str, Any]) -> None:
    row = {"settings_hash": HASH} | values
    names, marks = ", ".join(row), ", ".join(f"%({name})s" for name in row)
    db.execute(f"INSERT INTO work.settings_{table} ({names}) VALUES ({marks})", row)
