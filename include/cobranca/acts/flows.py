"""Where a contract ticket may go by its flow (R5.9, R6.8)."""

from cobranca.acts.locking import Ticket
from cobranca.errors import ActRefused
from cobranca.settings import Settings
from cobranca.settings.flow import Flow
from cobranca.settings.service import CAUSES, Cause


def visible_statuses(settings: Settings, request_code: str) -> tuple[str, ...]:
    """The statuses of a request's flow that people see, in order; none where the settings lack the request."""
    flow = settings.flow_of(request_code)
    return tuple(step.status for step in flow.steps if not step.hidden) if flow else ()


def closing_statuses(settings: Settings, request_code: str) -> tuple[str, ...]:
    """The statuses with which tickets of a request are closed."""
    flow = settings.flow_of(request_code)
    return flow.closing if flow else ()


def move_to(settings: Settings, ticket: Ticket, status: str) -> str:
    """The status, if the ticket may be moved to it.

    Raises:
        ActRefused: it stands there already; it closes; or it is no visible status of the flow.
    """
    flow = _flow(settings, ticket)
    if status == ticket.status_code:
        raise ActRefused("R5.9", f"a ocorrência {ticket.ticket_id} já está em {status}")
    if status in flow.closing or _is_closing(settings, status):
        raise ActRefused("R6.8", f"{status} encerra a ocorrência: use o ato de encerrar (close), não o de mover")
    able = visible_statuses(settings, ticket.request_code)
    if status not in able:
        raise ActRefused(
            "R5.9",
            f"{status} não é um status visível do fluxo {flow.code}, o da ocorrência {ticket.ticket_id}: "
            f"escolha entre {', '.join(able)}",
        )
    _check_field(flow, ticket, status)
    return status


def close_with(settings: Settings, ticket: Ticket, status: str) -> str:
    """The status, if it is a closing one of the ticket's flow.

    Raises:
        ActRefused: R6.8, with those that are.
    """
    flow = _flow(settings, ticket)
    if status not in flow.closing:
        able = ", ".join(flow.closing) or "nenhum está configurado"
        raise ActRefused("R6.8", f"{status} não é um status de encerramento do fluxo {flow.code}: escolha entre {able}")
    return status


def cause_of(settings: Settings, status: str) -> Cause | None:
    """The cause whose closing status of contract tickets this is (R6.2), None for a status of the company's own."""
    codes = settings.closing.of("contract")
    return next((cause for cause, code in zip(CAUSES, codes, strict=True) if code == status), None)


def _check_field(flow: Flow, ticket: Ticket, status: str) -> None:
    step = flow.step(status)
    field = step.integration.field if step and step.integration else None
    if field and not ticket.person_fields.get(field):
        raise ActRefused("R4.5", f"{status} lê o campo {field}, que está vazio: preencha-o antes de mover")


def _is_closing(settings: Settings, status: str) -> bool:
    return any(each.code == status and each.closing for each in settings.statuses)


def _flow(settings: Settings, ticket: Ticket) -> Flow:
    flow = settings.flow_of(ticket.request_code)
    if flow is None:
        raise ActRefused(
            "R4.3",
            f"a solicitação {ticket.request_code} da ocorrência {ticket.ticket_id} não tem fluxo na configuração em "
            "vigor: avise quem cuida da configuração",
        )
    return flow
