"""Rows that break the checks of a mapping, and rows at the edge that do not."""

from tests.expectations.cases.case import case, put

PLAN = "work.remap_plan"
UNKNOWN = (
    "INSERT INTO crm.ticket_state (ticket_id, kind, branch_code, contract_code, request_code, status_code, "
    "status_since, status_at, opened_on, closed_on) OVERRIDING SYSTEM VALUE "
    "VALUES (99, 'contract', 1, 1, 'COD_COBRANCA', 'ANALISE', '2026-03-09', now(), '2026-03-09', {})"
)
REMAP = (
    case("remap.in_flow", put(PLAN, "ticket_id = 2", "to_status = 'AVISO_15'"), ticket_id=2, to_status="AVISO_15"),
    case(
        "remap.in_flow",
        put(PLAN, "ticket_id = 2", "to_request = 'COD_COBRANCA', to_status = 'ETAPA_FINAL'"),
        ticket_id=2,
    ),
    case("remap.in_flow", put(PLAN, "ticket_id = 4", "to_request = 'COD_OUTRA'"), to_request="COD_OUTRA"),
    case(
        "remap.in_chain",
        put(PLAN, "ticket_id = 2", "to_status = 'INTEGRACAO'"),
        ticket_id=2,
        passes=put(PLAN, "ticket_id = 2", "to_status = 'INTERMEDIARIO'"),
    ),
    case("remap.in_chain", put(PLAN, "ticket_id = 3", "placed_by = 'machine'"), to_status="EM_CONTATO"),
    case(
        "remap.no_integration",
        put(PLAN, "ticket_id = 4", "kind = 'contract', placed_by = 'person'"),
        to_status="J",
    ),
    case(
        "remap.all_mapped",
        UNKNOWN.format("NULL"),
        status_code="ANALISE",
        passes=UNKNOWN.format("'2026-03-09'"),
    ),
)
