"""Rows that break the checks of the step closures, and rows at the edge that do not."""

from tests.expectations.cases.case import case, copies, put

GONE = "cause = 'inactivation'"
CLOSURES = (
    case(
        "closures.gone_share",
        copies("work.closures_plan", 20, "ticket_id", "installment_code", where=GONE),
        count=21,
        cause="inactivation",
        passes=copies("work.closures_plan", 19, "ticket_id", "installment_code", where=GONE)
        + "; DELETE FROM work.closures_plan WHERE cause <> 'inactivation'",
    ),
    case(
        "closures.closed_share",
        copies("work.closures_plan", 18, "ticket_id", "installment_code", where="cause = 'paid'"),
        count=21,
        passes=copies("work.closures_plan", 17, "ticket_id", "installment_code", where="cause = 'paid'"),
    ),
    case(
        "closures.status_of_cause",
        put("work.closures_plan", "ticket_id = 2", "to_status = 'COD_BAIXA_CTR'"),
        ticket_id=2,
        cause="paid",
        to_status="COD_BAIXA_CTR",
    ),
    case(
        "closures.paid_before_today",
        put("work.closures_plan", "ticket_id = 2", "settled_on = '2026-03-10'"),
        ticket_id=2,
        settled_on="2026-03-10",
    ),
    case(
        "closures.paid_before_today",
        put("work.closures_plan", "ticket_id = 2", "settled_on = NULL"),
        ticket_id=2,
        passes=put("work.closures_plan", "ticket_id = 2", "settled_on = '2026-03-09'"),
    ),
    case(
        "closures.ended_before_today",
        put("work.closures_plan", "ticket_id = 5", "terminal_on = '2026-03-10'"),
        ticket_id=5,
        cause="distrato",
        passes=put("work.closures_plan", "ticket_id = 5", "terminal_on = NULL"),
    ),
    case(
        "closures.reason_of_cause",
        put("work.closures_plan", "ticket_id = 2", "reason = 'sumiu'"),
        cause="paid",
        reason="sumiu",
        passes=put("work.closures_plan", "ticket_id IN (2, 3)", "reason = 'parcial'"),
    ),
    case(
        "closures.no_open_child",
        put("work.closures_plan", "ticket_id = 5", "open_children_left = 1"),
        ticket_id=5,
        open_children_left=1,
    ),
    case(
        "closures.no_open_child", put("work.closures_plan", "ticket_id = 5", "open_children_left = NULL"), ticket_id=5
    ),
    case(
        "closures.paid_amount_known",
        put("work.closures_plan", "ticket_id = 2", "paid_amount = NULL"),
        ticket_id=2,
        passes=put("work.closures_plan", "ticket_id = 2", "paid_amount = 0.01"),
    ),
)
