"""Rows that break the checks of the step tickets, and rows at the edge that do not."""

from tests.expectations.cases.case import ONE, again, case, copies, put

CHILD = "kind = 'installment' AND parent_id IS NULL"
FIRST_STEP = "status_code = 'AGUARDANDO_ATENDIMENTO', place_start = 0, place_end = 3"
DATED = "status_since, status_at, opened_on, closed_on"
CHILD_OF_9 = (
    "INSERT INTO crm.ticket_state (kind, parent_id, branch_code, contract_code, installment_code, request_code, "
    f"status_code, {DATED}) VALUES ('installment', 1, 1, 9, 1, 'COD_SOL_PARCELAS', 'AVISO_5', '2026-03-09', "
    "'2026-03-09', '2026-03-09', {closed_on})"
)
INTEGRATED = (
    "INSERT INTO crm.ticket_state (kind, branch_code, contract_code, occurrence_kind, occurrence_code, request_code, "
    f"status_code, {DATED}) VALUES ('integration', 1, 1, '{{kind}}', 1, 'COBREL', 'FECHADA', '2026-03-09', "
    "'2026-03-09', '2026-03-09', '2026-03-09')"
)
TICKETS = (
    case(
        "tickets.new_share",
        copies("work.tickets_plan", 19, "installment_code", "plan_row", where="parent_id = 1"),
        count=21,
        contract_code=9,
        passes=copies("work.tickets_plan", 18, "installment_code", "plan_row", where="parent_id = 1"),
    ),
    case(
        "tickets.planned_once",
        again("work.tickets_plan", CHILD, plan_row="99"),
        kind="installment",
        installment_code=1,
        passes=again("work.tickets_plan", CHILD, plan_row="99", installment_code="2"),
    ),
    case(
        "tickets.planned_once",
        again("work.tickets_plan", "kind = 'integration'", plan_row="99"),
        kind="integration",
        passes=again("work.tickets_plan", "kind = 'integration'", plan_row="99", occurrence_kind="'contract'"),
    ),
    case(
        "tickets.not_open_already",
        again("work.tickets_plan", f"kind = 'contract' AND {ONE}", plan_row="99", contract_code="9"),
        kind="contract",
        contract_code=9,
    ),
    case(
        "tickets.not_open_already",
        CHILD_OF_9.format(closed_on="NULL"),
        kind="installment",
        contract_code=9,
        installment_code=1,
        passes=CHILD_OF_9.format(closed_on="'2026-03-09'"),
    ),
    case("tickets.has_parent", f"DELETE FROM work.tickets_plan WHERE kind = 'contract' AND {ONE}", installment_code=1),
    case("tickets.has_parent", "UPDATE crm.ticket_state SET closed_on = '2026-03-09'", contract_code=9, parent_id=1),
    case(
        "tickets.in_flow",
        put("work.tickets_plan", CHILD, "status_code = 'PROMESSA_PAGAMENTO', place_start = NULL"),
        request_code="COD_SOL_PARCELAS",
        status_code="PROMESSA_PAGAMENTO",
    ),
    case(
        "tickets.in_flow",
        put("work.tickets_plan", "kind = 'integration'", "status_code = 'ABERTA'"),
        kind="integration",
        status_code="ABERTA",
    ),
    case("tickets.in_flow", put("work.tickets_plan", CHILD, "request_code = 'COD_COBRANCA'"), kind="installment"),
    case(
        "tickets.place_by_days",
        put("work.tickets_plan", CHILD, "days_overdue = 10"),
        days_overdue=10,
        passes=put("work.tickets_plan", CHILD, "days_overdue = 9"),
    ),
    case(
        "tickets.place_by_days",
        put("work.tickets_plan", CHILD, "days_overdue = 4"),
        days_overdue=4,
        passes=put("work.tickets_plan", CHILD, "days_overdue = 5"),
    ),
    case("tickets.place_by_days", put("work.tickets_plan", CHILD, "status_code = 'AVISO_10'"), status_code="AVISO_10"),
    case("tickets.placed", put("work.tickets_plan", CHILD, "place_start = NULL"), kind="installment"),
    case(
        "tickets.placed",
        put("work.tickets_plan", "contract_code = 2", "status_code = 'ETAPA_FINAL'"),
        kind="contract",
        contract_code=2,
    ),
    case(
        "tickets.overdue_only",
        put("work.tickets_plan", CHILD, f"days_overdue = 0, {FIRST_STEP}"),
        days_overdue=0,
        passes=put("work.tickets_plan", CHILD, f"days_overdue = 1, {FIRST_STEP}"),
    ),
    case(
        "tickets.overdue_only",
        put("work.tickets_plan", "contract_code = 2", "days_overdue = -1"),
        contract_code=2,
        passes=put("work.tickets_plan", "contract_code = 2", "days_overdue = 0"),
    ),
    case(
        "tickets.occurrence_unseen",
        INTEGRATED.format(kind="phase"),
        occurrence_kind="phase",
        occurrence_code=1,
        passes=INTEGRATED.format(kind="contract"),
    ),
    case(
        "tickets.owes_something",
        put("work.tickets_plan", CHILD, "total_due = 0"),
        installment_code=1,
        passes=put("work.tickets_plan", CHILD, "total_due = 0.01"),
    ),
)
