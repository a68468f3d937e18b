"""Rows that break the checks of the step flows, and rows at the edge that do not."""

from tests.expectations.cases.case import case, put

FLOWS = (
    case(
        "flows.no_backward_move",
        put("work.flows_plan", "ticket_id = 2", "from_position = 5, from_status = 'AVISO_10'"),
        ticket_id=2,
        from_status="AVISO_10",
        to_status="AVISO_5",
    ),
    case(
        "flows.no_backward_move",
        put("work.flows_plan", "ticket_id = 2", "from_position = 4, from_status = 'AVISO_5'"),
        ticket_id=2,
    ),
    case(
        "flows.place_by_days",
        put("work.flows_plan", "ticket_id = 2", "days_overdue = 10"),
        days_overdue=10,
        passes=put("work.flows_plan", "ticket_id = 2", "days_overdue = 9"),
    ),
    case(
        "flows.place_by_days",
        put("work.flows_plan", "ticket_id = 2", "days_overdue = 4"),
        days_overdue=4,
        passes=put("work.flows_plan", "ticket_id = 2", "days_overdue = 5"),
    ),
    case(
        "flows.place_by_days",
        put("work.flows_plan", "ticket_id = 2", "to_status = 'AVISO_10', to_position = 5"),
        to_status="AVISO_10",
    ),
    case("flows.in_flow", put("work.flows_plan", "ticket_id = 2", "from_status = 'PROMESSA_PAGAMENTO'"), ticket_id=2),
    case("flows.in_flow", put("work.flows_plan", "ticket_id = 2", "to_position = 5"), ticket_id=2),
    case(
        "flows.in_flow",
        put("work.flows_plan", "ticket_id = 1", "to_status = 'AVISO_5', to_position = NULL"),
        ticket_id=1,
    ),
    case(
        "flows.in_flow",
        put(
            "work.flows_plan",
            "ticket_id = 2",
            "request_code = 'COD_COBRANCA', from_status = 'EM_CONTATO', "
            "from_position = NULL, to_status = 'ETAPA_FINAL', to_position = 3",
        ),
        passes=put("work.flows_plan", "ticket_id = 1", "from_status = 'EM_CONTATO', from_position = NULL"),
        ticket_id=2,
    ),
    case(
        "flows.wait_over",
        put("work.flows_plan", "ticket_id = 1", "waits_since = '2026-03-11 00:00-03'"),
        passes=put("work.flows_plan", "ticket_id = 1", "waits_since = '2026-03-10 23:59-03'"),
        ticket_id=1,
    ),
    case("flows.wait_over", put("work.flows_plan", "ticket_id = 1", "kind = 'installment'"), ticket_id=1),
    case(
        "flows.leads_there",
        put("work.flows_plan", "ticket_id = 1", "from_status = 'EM_CONTATO'"),
        from_status="EM_CONTATO",
    ),
    case(
        "flows.leads_there",
        put("work.flows_plan", "ticket_id = 1", "from_status = 'INTERMEDIARIO'"),
        passes=put(
            "work.flows_plan", "ticket_id = 1", "from_status = 'INTERMEDIARIO', passed = '{AGUARDANDO_ATENDIMENTO}'"
        ),
        from_status="INTERMEDIARIO",
    ),
)
