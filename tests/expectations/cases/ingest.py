"""Rows that break the checks of the step ingest, and rows at the edge that do not."""

from tests.expectations.cases.case import FIRST, ONE, again, case, copies, keyless, put

FAILED = put("work.ingest_plan", "contract_code = 1", "action = 'failed', endpoint = 'DadosParcelas'")
INGEST = (
    keyless(
        "ingest.fresh",
        "UPDATE work.stage_phase_occurrence SET opened_on = '2026-03-08'",
        passes="UPDATE work.stage_phase_occurrence SET opened_on = '2026-03-09'",
    ),
    keyless("ingest.fresh", "DELETE FROM work.stage_phase_occurrence"),
    keyless(
        "ingest.listed_share",
        "DELETE FROM work.stage_contract WHERE contract_code = 4",
        passes=copies("mega.contract", 1, "contract_code"),
    ),
    keyless(
        "ingest.listed_share",
        "DELETE FROM work.stage_contract WHERE contract_code = 4",
        passes="DELETE FROM work.stage_contract WHERE contract_code = 4; INSERT INTO work.stage_refusal (branch_code, "
        "contract_code, endpoint, why) VALUES (1, 4, 'DadosContrato', 'a date is none')",
    ),
    keyless(
        "ingest.rows_share",
        "UPDATE work.ingest_plan SET row_count = 7",
        count=12,
        passes="UPDATE work.ingest_plan SET row_count = 8",
    ),
    case(
        "ingest.failed_share",
        copies("work.ingest_plan", 20, "contract_code"),
        put("work.ingest_plan", "contract_code = 1 OR contract_code > 1000", "action = 'failed'"),
        count=21,
        passes=copies("work.ingest_plan", 20, "contract_code")
        + "; UPDATE work.ingest_plan SET action = 'failed' WHERE contract_code > 1000",
    ),
    case(
        "ingest.staged_once",
        again("work.stage_installment", FIRST),
        staged="installment",
        contract_code=1,
        code=1,
        passes=again("work.stage_installment", FIRST) + ";" + FAILED,
    ),
    case("ingest.staged_once", again("work.stage_contract", ONE), staged="contract", contract_code=1),
    case("ingest.staged_once", again("work.stage_extract", ONE), staged="extract", contract_code=1),
    case("ingest.staged_once", again("work.stage_renegotiation", ONE), staged="renegotiation", code=1),
    case("ingest.staged_once", again("work.stage_participant", ONE), staged="participant", code=1),
    case("ingest.staged_once", again("work.stage_phase_occurrence", ONE), staged="phase_occurrence", code=1),
    case("ingest.staged_once", again("work.stage_contract_occurrence", "true"), staged="contract_occurrence", code=1),
    case(
        "ingest.codes_known",
        put("work.stage_contract", ONE, "status_code = 'N'"),
        field="status_code",
        code="N",
        passes=f"UPDATE work.stage_contract SET status_code = 'N' WHERE {ONE}; " + FAILED,
    ),
    case("ingest.codes_known", put("work.ingest_plan", ONE, "action = 'guess'"), field="action", code="guess"),
    case("ingest.codes_known", put("work.stage_renegotiation", ONE, "status = '?'"), field="renegotiation"),
    case(
        "ingest.codes_known", "UPDATE work.stage_phase_occurrence SET phase_code = '99'", field="phase_code", code="99"
    ),
    case(
        "ingest.codes_known", "UPDATE work.stage_contract_occurrence SET type = 'X'", field="occurrence_type", code="X"
    ),
    case(
        "ingest.dates_plausible",
        put("work.stage_installment", FIRST, "due_on = '0001-01-01'"),
        contract_code=1,
        installment_code=1,
        due_on="0001-01-01",
        passes="UPDATE work.stage_installment SET due_on = CASE installment_code WHEN 1 THEN date '1950-01-01' "
        "ELSE date '2100-12-31' END",
    ),
    case(
        "ingest.dates_plausible",
        put("work.stage_installment", FIRST, "due_on = '2101-01-01'"),
        passes=f"UPDATE work.stage_installment SET due_on = '2101-01-01' WHERE {FIRST}; {FAILED}",
    ),
    case(
        "ingest.amounts_not_negative",
        put("work.stage_installment", FIRST, "fees = -0.01"),
        contract_code=1,
        installment_code=1,
        passes="UPDATE work.stage_installment SET fees = 0",
    ),
    case(
        "ingest.amounts_not_negative",
        "UPDATE work.stage_installment SET discount = -1",
        count=8,
        passes=f"UPDATE work.stage_installment SET paid = -1 WHERE {FIRST}; {FAILED}",
    ),
    case(
        "ingest.in_scope",
        f"DELETE FROM work.fetch_scope WHERE {ONE}",
        staged="extract",
        contract_code=1,
        passes=f"DELETE FROM work.fetch_scope WHERE {ONE}; {FAILED}",
    ),
    case(
        "ingest.in_scope",
        again("work.stage_installment", FIRST, contract_code="77"),
        staged="installment",
        contract_code=77,
    ),
    case("ingest.in_scope", again("work.stage_renegotiation", ONE, contract_code="77"), staged="renegotiation"),
    case("ingest.in_scope", again("work.stage_participant", ONE, contract_code="77"), staged="participant"),
    case(
        "ingest.tickets_answered",
        put("work.ingest_plan", ONE, "open_missing = 2"),
        passes="UPDATE work.ingest_plan SET open_missing = 1",
    ),
    case(
        "ingest.tickets_answered",
        put("work.ingest_plan", ONE, "row_count = 0"),
        passes=f"UPDATE work.ingest_plan SET row_count = 0, has_open_ticket = false WHERE {ONE}; "
        f"UPDATE work.ingest_plan SET row_count = 20 WHERE NOT {ONE}",
    ),
    case("ingest.every_extract_read", FAILED, contract_code=1, endpoint="DadosParcelas"),
    case("ingest.branches_known", again("work.stage_contract", ONE, branch_code="999"), branch_code=999, contracts=1),
)
