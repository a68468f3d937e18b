"""What an operator reads in the morning of a gate that stopped the batch."""

from typing import Any, Final

from cobranca.pipeline.gate_verdict import CheckResult
from cobranca.pipeline.run import Run
from cobranca.pipeline.steps import Step

SHOWN: Final = 3
"""Offending keys in the message; more stand in audit.gate_result."""
LABELS: Final = {
    "branch_code": "filial",
    "contract_code": "contrato",
    "installment_code": "parcela",
    "ticket_id": "ocorrência",
    "contract_ticket_id": "ocorrência de contrato",
    "parent_id": "ocorrência de contrato",
    "kind": "tipo",
    "staged": "lido",
    "code": "código",
    "field": "campo",
    "request_code": "solicitação",
    "to_request": "solicitação",
    "status_code": "status",
    "from_status": "de",
    "to_status": "para",
    "days_overdue": "dias de atraso",
    "cause": "causa",
    "reason": "motivo",
    "rule": "regra",
    "channel": "canal",
    "due_on": "vencimento",
    "settled_on": "baixa",
    "line": "linha",
}


def refusal(run: Run, step: Step, stopping: tuple[CheckResult, ...]) -> str:
    """Which checks stopped the step, how many rows and which, and how one D is let pass (R8.6)."""
    names = ", ".join(result.name for result in stopping)
    head = f"{step.title} ({step.name}), D {run.as_of:%d/%m/%Y}: a verificação não passou e nada foi aplicado."
    cure = "Corrija a causa e execute de novo"
    cure += f", ou aceite só neste D: accept: [{names}], com nome e motivo." if step.is_acceptable else "."
    return "\n".join([head, *(_line(result) for result in stopping), cure])


def _line(result: CheckResult) -> str:
    told = f"- {result.name} ({result.rule}): esperado: {result.title}. Casos: {result.unexpected_count}."
    observed = f" Observado: {result.observed}." if result.observed != str(result.unexpected_count) else ""
    keys = "; ".join(_key(row) for row in result.sample[:SHOWN])
    return told + observed + (f" Por exemplo: {keys}." if keys else "")


def _key(row: dict[str, Any]) -> str:
    return " ".join(f"{LABELS.get(name, name)} {value}" for name, value in row.items() if value is not None)
