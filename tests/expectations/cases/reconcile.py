"""Rows that break the checks of the step reconcile, and rows at the edge that do not."""

from tests.expectations.cases.case import case, put

EQUAL = "contract_code = 1 AND installment_code = 1"
RECONCILE = (
    case(
        "reconcile.one_sided",
        f"UPDATE work.reconcile_plan SET in_crm = false, crm_total = NULL, kind = 'only_in_mega' WHERE {EQUAL}",
        installment_code=1,
        kind="only_in_mega",
    ),
    case(
        "reconcile.one_sided",
        f"UPDATE work.reconcile_plan SET in_mega = false, mega_total = NULL, kind = 'only_in_crm' WHERE {EQUAL}",
        kind="only_in_crm",
        passes=f"UPDATE mega.installment SET missing_on = '2026-03-10' WHERE {EQUAL}; UPDATE work.reconcile_plan SET "
        f"in_mega = false, mega_total = NULL, kind = 'only_in_crm' WHERE {EQUAL}",
    ),
    case(
        "reconcile.total_gap",
        put("work.reconcile_plan", EQUAL, "crm_total = 39.99, kind = 'value'"),
        installment_code=1,
        kind="value",
    ),
    case(
        "reconcile.value_gap",
        "UPDATE work.reconcile_plan SET kind = 'value', crm_total = CASE installment_code WHEN 1 "
        "THEN 41 ELSE 39 END WHERE contract_code = 1 AND installment_code < 3",
        count=2,
        installment_code=2,
        kind="value",
    ),
    case("reconcile.differences_named", put("work.reconcile_plan", EQUAL, "kind = 'value'"), installment_code=1),
    case("reconcile.differences_named", put("work.reconcile_plan", EQUAL, "crm_total = 39"), installment_code=1),
    case("reconcile.differences_named", put("work.reconcile_plan", EQUAL, "line = 'other'"), line="other"),
    case("reconcile.differences_named", put("work.reconcile_plan", EQUAL, "mega_total = NULL")),
    case(
        "reconcile.rows_missing",
        f"UPDATE mega.installment SET missing_on = '2026-03-10' WHERE {EQUAL}; UPDATE "
        f"work.reconcile_plan SET in_mega = false, mega_total = NULL, kind = 'only_in_crm' WHERE {EQUAL}",
        installment_code=1,
        missing_on="2026-03-10",
    ),
    case(
        "reconcile.all_refreshed",
        put("mega.installment", EQUAL, "seen_on = '2026-03-09'"),
        installment_code=1,
        seen_on="2026-03-09",
        passes=f"UPDATE mega.installment SET seen_on = '2026-03-09' WHERE {EQUAL}; UPDATE crm.ticket_state SET "
        f"closed_on = '2026-03-09' WHERE {EQUAL}",
    ),
)
