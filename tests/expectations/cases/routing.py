"""Rows that break the checks of the step routing, and rows at the edge that do not."""

from tests.expectations.cases.case import again, case, copies, put

TITLE = "kind = 'installment'"
ROUTING = (
    case(
        "routing.routed_share",
        copies("work.routing_plan", 19, "ticket_id", "installment_code", where=TITLE),
        count=21,
        passes=copies("work.routing_plan", 18, "ticket_id", "installment_code", where=TITLE),
    ),
    case("routing.routed_once", again("work.routing_plan", TITLE, ticket_id="99"), installment_code=1),
    case(
        "routing.routed_once",
        "INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, actor, run_id) "
        "VALUES (2, '2026-03-10', now(), 'routed', 'x', 2)",
        ticket_id=2,
        passes="INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, actor, run_id) "
        "VALUES (2, '2026-03-10', now(), 'moved', 'x', 2), (2, '2026-03-10', now(), 'routed', 'x', 1)",
    ),
    case("routing.changes_request", put("work.routing_plan", TITLE, "from_request = to_request"), ticket_id=2),
    case(
        "routing.in_flow",
        put("work.routing_plan", TITLE, "to_status = 'SEM_CONTATO', place_start = NULL"),
        to_status="SEM_CONTATO",
    ),
    case(
        "routing.in_flow", put("work.routing_plan", "kind = 'contract'", "to_request = 'COD_SOL_JURIDICO'"), ticket_id=1
    ),
    case(
        "routing.can_close",
        put("work.routing_plan", "kind = 'contract'", "to_request = 'COD_ACAO'"),
        to_request="COD_ACAO",
    ),
    case(
        "routing.place_by_days",
        put("work.routing_plan", TITLE, "days_overdue = 90"),
        days_overdue=90,
        passes=put("work.routing_plan", TITLE, "days_overdue = 89"),
    ),
    case(
        "routing.place_by_days", put("work.routing_plan", TITLE, "to_status = 'ETAPA_FINAL'"), to_status="ETAPA_FINAL"
    ),
    case("routing.placed", put("work.routing_plan", TITLE, "place_start = NULL"), ticket_id=2),
    case("routing.placed", put("work.routing_plan", "kind = 'contract'", "to_status = 'ETAPA_FINAL'"), ticket_id=1),
)
