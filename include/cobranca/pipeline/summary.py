"""What a run did, for people: read from `audit`, so that it can be shown at any time."""

from decimal import Decimal
from typing import Any, Final

import psycopg
from psycopg.rows import TupleRow, dict_row

from cobranca import clock, database
from cobranca.contact.switches import told
from cobranca.pipeline.steps import FLOW_STEPS, STEPS

VERDICTS: Final = {
    "passed": "aprovado",
    "warned": "aprovado com avisos",
    "failed": "REPROVADO",
    "accepted": "aceito por pessoa",
    None: "—",
}
LIVE: Final = (
    "  A empresa conta como ativa porque company.yaml diz `live: true`; ainda não há aprovação de go-live (R8.5)."
)
ROWS: Final = {
    "rows_read": "linhas lidas",
    "rows_staged": "linhas guardadas",
    "new": "contratos novos",
    "refresh": "contratos atualizados",
    "listed": "contratos só listados",
    "failed": "extratos com falha",
    "overdue": "títulos vencidos",
    "integration": "ocorrências de integração",
    "contract": "ocorrências de contrato",
    "installment": "sub-ocorrências de parcela",
    "reopened": "reabertas",
    "refreshed": "atualizadas",
    "integrated": "títulos integrados",
    "paid_today": "pagos hoje",
    "not_integrated": "não integrado",
    "failed_extract": "extrato com falha",
    "only_in_mega": "só no Mega",
    "only_in_crm": "só no CRM",
    "value": "valor diferente",
}


_STEPS = "SELECT * FROM audit.step WHERE run_id = %(run_id)s"
_FAILED = """
    SELECT step, expectation, severity, unexpected_count, accepted_by FROM audit.gate_result
    WHERE run_id = %(run_id)s AND NOT passed ORDER BY step, severity, expectation
"""
_SIDES = """
    SELECT side, titles, contracts, total FROM audit.reconciliation
    WHERE take = 'batch' AND as_of = %(as_of)s ORDER BY side DESC
"""


def text(run_id: int) -> str:
    """The summary of a run, in Portuguese, for a terminal or a log; first what is stopped now (R7.13)."""
    with database.connect() as conn:
        conn.row_factory = dict_row  # type: ignore[assignment]
        stopped = told.banner(conn)
        run = _one(conn, "SELECT * FROM audit.run WHERE run_id = %(run_id)s", run_id)
        prefix = "dry_" if run["dry_run"] else ""
        steps = {row["step"]: row for row in _all(conn, database.with_prefix(_STEPS, prefix), run_id)}
        failed = _all(conn, database.with_prefix(_FAILED, prefix), run_id)
        sides = _all(conn, database.with_prefix(_SIDES, prefix), run_id, as_of=run["as_of"])
    if run["batch"] == "flow":
        lines = [_step(step.title, steps.get(step.name)) for step in FLOW_STEPS]
        return "\n".join([*stopped, _flow_head(run), *lines, *(_check(check) for check in failed)])
    parts = [*stopped, _head(run), *_settings(run), LIVE]
    parts += [_step(step.title, steps.get(step.name)) for step in STEPS]
    parts += [_check(check) for check in failed]
    parts += _sides(sides)
    if run["mode"] == "full" and not run["dry_run"] and _changed(steps) == 0:
        parts.append("Nada mudou: nenhuma ocorrência aberta, movida, roteada, baixada nem comunicada nesta execução.")
    return "\n".join(parts)


def _changed(steps: dict[str, dict[str, Any]]) -> int:
    return sum(
        int(steps[name]["applied"] or 0)
        for name in ("integrations", "tickets", "routing", "closures", "flows", "contact")
        if name in steps
    )


def _head(run: dict[str, Any]) -> str:
    kind = [
        "simulação: nada foi alterado" if run["dry_run"] else "",
        "atrasada e silenciosa (R7.8)" if run["late"] else "",
        "só números: um dia posterior já foi aplicado (R9.4)" if run["mode"] == "figures" else "",
        "" if run["source"] == "erp" else f"lida de {run['source']}",
    ]
    told = "; ".join(part for part in kind if part)
    return f"Régua de cobrança, D {run['as_of']:%d/%m/%Y}, execução {run['run_id']}" + (f" ({told})" if told else "")


def _flow_head(run: dict[str, Any]) -> str:
    started = run["started_at"].astimezone(clock.ZONE)
    return f"Ações e avanços de {started:%d/%m/%Y %H:%M}, execução {run['run_id']}"


def _settings(run: dict[str, Any]) -> list[str]:
    """With which settings it ran, where they are not those that stood in the folder (R9.3)."""
    if run["folder_hash"] is None:
        return []
    told = f"configuração {run['settings_hash'][:8]}, a que valia em {run['as_of']:%d/%m/%Y} (R9.3)"
    return [f"  Com a {told}; a pasta estava em {run['folder_hash'][:8]}."]


def _step(title: str, row: dict[str, Any] | None) -> str:
    if row is None:
        return f"  {title:<26} não executado"
    told = ", ".join(f"{_number(count)} {ROWS.get(key, key)}" for key, count in sorted(row["details"].items()) if count)
    planned = (row["planned"] or 0) + row["applied_before"]
    return (
        f"  {title:<26} {VERDICTS[row['gate']]:<20} {_seconds(row):7.1f} s   "
        f"{_number(row['applied'] or 0)} de {_number(planned)} aplicadas" + (f": {told}" if told else "")
    )


def _seconds(row: dict[str, Any]) -> float:
    """How long the step took, the reading of the ERP included."""
    reading = (row["read_to"] - row["read_from"]).total_seconds() if row["read_from"] else 0.0
    return float(row["seconds"]) + float(reading)


def _check(row: dict[str, Any]) -> str:
    accepted = f", aceito por {row['accepted_by']}" if row["accepted_by"] else ""
    return (
        f"  ! {row['step']}: {row['expectation']} ({row['severity']}, {row['unexpected_count'] or 0} casos{accepted})"
    )


def _sides(rows: list[dict[str, Any]]) -> list[str]:
    names = {"mega": "Mega", "crm": "CRM"}
    told = [
        f"  {names[row['side']]:<5} {_number(row['titles']):>12} títulos  {_number(row['contracts']):>10} contratos  "
        f"{_money(row['total']):>22}"
        for row in rows
    ]
    return ["Conciliação (Mega × CRM):", *told] if told else []


def _number(value: int | Decimal) -> str:
    return f"{int(value):,}".replace(",", ".")


def _money(value: Decimal) -> str:
    return "R$ " + f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def _one(conn: psycopg.Connection[TupleRow], statement: str, run_id: int) -> dict[str, Any]:
    return _all(conn, statement, run_id)[0]


def _all(conn: psycopg.Connection[TupleRow], statement: str, run_id: int, **more: Any) -> list[dict[str, Any]]:
    return conn.execute(statement, {"run_id": run_id, **more}).fetchall()  # type: ignore[return-value]
