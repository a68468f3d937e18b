"""Rows that break the checks of the step minutes, and rows at the edge that do not."""

from tests.expectations.cases.case import case, put

HOLD = (
    "INSERT INTO crm.hold (branch_code, contract_code, until_on, valid_from, actor, reason) "
    "VALUES (1, {contract}, '{until_on}', '2026-03-01', 'Ana', 'acordo')"
)
MINUTES = (
    case(
        "minutes.minute_passed",
        put("work.minutes_plan", "true", "waits_since = '2026-03-10 05:00:01-03'"),
        passes=put("work.minutes_plan", "true", "waits_since = '2026-03-10 05:00-03'"),
        ticket_id=1,
    ),
    case("minutes.leads_there", put("work.minutes_plan", "true", "to_status = 'EM_CONTATO'"), to_status="EM_CONTATO"),
    case("minutes.leads_there", put("work.minutes_plan", "true", "passed = '{EM_CONTATO}'"), count=2, ticket_id=1),
    case(
        "minutes.leads_there",
        put("work.minutes_plan", "true", "from_status = 'AGUARDANDO_ATENDIMENTO', to_status = 'ETAPA_FINAL'"),
        from_status="AGUARDANDO_ATENDIMENTO",
    ),
    case(
        "minutes.nobody_rests",
        HOLD.format(contract=1, until_on="2026-03-10"),
        passes=f"{HOLD.format(contract=1, until_on='2026-03-09')}; {HOLD.format(contract=2, until_on='2026-03-10')}",
        ticket_id=1,
    ),
    case(
        "minutes.nobody_rests",
        put("mega.contract", "contract_code = 1", "study_since = '2026-02-08'"),
        passes=put("mega.contract", "contract_code = 1", "study_since = '2026-02-07'"),
        ticket_id=1,
    ),
)
