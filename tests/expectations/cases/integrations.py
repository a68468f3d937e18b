"""Rows that break the checks of the step integrations, and rows at the edge that do not."""

from tests.expectations.cases.case import case, put

MARK = "run_id = 2 AND event_id = 1 AND scope = 'contract'"
CUSTOMERS = "run_id = 2 AND event_id = 1 AND scope = 'customer'"
CLEARED = "run_id = 2 AND event_id = 2"
BLOCK = "run_id = 2 AND event_id = 3 AND what = 'TBE'"
PLAN = "work.integrations_plan"
INTEGRATIONS = (
    case(
        "integrations.entered_before",
        put(PLAN, MARK, "entered_at = '2026-03-10 05:00:01-03'"),
        passes=put(PLAN, MARK, "entered_at = '2026-03-10 05:00-03'"),
        ticket_id=2,
    ),
    case("integrations.as_configured", put(PLAN, MARK, "value = 'T'"), status_code="J"),
    case("integrations.as_configured", put(PLAN, MARK, "method = 'category'"), ticket_id=2),
    case("integrations.as_configured", put(PLAN, CLEARED, "status_code = 'EM_CONTATO'"), status_code="EM_CONTATO"),
    case("integrations.has_key", put(PLAN, CUSTOMERS, "customer_code = NULL"), ticket_id=2),
    case("integrations.has_key", put(PLAN, MARK, "scope = 'both'"), ticket_id=2),
    case("integrations.known_effect", put(PLAN, BLOCK, "what = 'TBX'"), what="TBX"),
    case("integrations.known_effect", put(PLAN, BLOCK, "action = 'end'"), ticket_id=4),
    case("integrations.known_effect", put(PLAN, MARK, "value = ' '"), ticket_id=2),
    case("integrations.known_effect", put(PLAN, MARK, "value = NULL"), ticket_id=2),
    case("integrations.known_effect", put(PLAN, CLEARED, "what = 'category'"), ticket_id=3),
    case(
        "integrations.all_carried",
        put(PLAN, MARK, "action = 'refuse', refused_reason = 'contrato sem cliente'"),
        passes=put(PLAN, "run_id = 1", "action = 'refuse'"),
        reason="contrato sem cliente",
    ),
)
