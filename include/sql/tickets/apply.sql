-- Open what was planned; each opening is an event (R5.6). A key that is open already is left out.
CREATE TEMP TABLE opened (ticket_id bigint, plan_row bigint, parent_id bigint) ON COMMIT DROP;

WITH born AS (
    INSERT INTO crm.ticket_state (kind, branch_code, contract_code, occurrence_kind, occurrence_code, request_code,
        status_code, status_since, status_at, opened_on, closed_on, reopened_from, updated_on)
    SELECT kind, branch_code, contract_code, occurrence_kind, occurrence_code, request_code, status_code,
           %(as_of)s, work.moment(), %(as_of)s, CASE WHEN kind = 'integration' THEN %(as_of)s::date END, reopened_from,
           CASE WHEN kind = 'integration' THEN %(as_of)s::date END
    FROM work.tickets_plan WHERE kind IN ('integration', 'contract') ORDER BY plan_row
    ON CONFLICT DO NOTHING
    RETURNING ticket_id, kind, branch_code, contract_code, occurrence_kind, occurrence_code
)
INSERT INTO opened
SELECT b.ticket_id, p.plan_row, NULL::bigint FROM born b JOIN work.tickets_plan p
    ON p.kind = 'contract' AND b.kind = 'contract' AND (p.branch_code, p.contract_code) = (b.branch_code, b.contract_code)
UNION ALL
SELECT b.ticket_id, p.plan_row, NULL FROM born b JOIN work.tickets_plan p
    ON p.kind = 'integration' AND (p.occurrence_kind, p.occurrence_code) = (b.occurrence_kind, b.occurrence_code);

WITH born AS (
    INSERT INTO crm.ticket_state (kind, parent_id, branch_code, contract_code, installment_code, request_code,
        status_code, status_since, status_at, opened_on, reopened_from)
    SELECT 'installment', parent.ticket_id, p.branch_code, p.contract_code, p.installment_code, p.request_code,
           p.status_code, %(as_of)s, work.moment(), %(as_of)s, p.reopened_from
    FROM work.tickets_plan p
    JOIN crm.ticket_state parent
        ON parent.kind = 'contract' AND parent.closed_on IS NULL
        AND (parent.branch_code, parent.contract_code) = (p.branch_code, p.contract_code)
    WHERE p.kind = 'installment' ORDER BY p.plan_row
    FOR KEY SHARE OF parent    -- one that a person is closing right now is no parent any more (R6.8)
    ON CONFLICT DO NOTHING
    RETURNING ticket_id, parent_id, branch_code, contract_code, installment_code
)
INSERT INTO opened
SELECT b.ticket_id, p.plan_row, b.parent_id FROM born b JOIN work.tickets_plan p USING (branch_code, contract_code, installment_code);

INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, to_request, to_status, passed, reason, rule, actor,
    late, settings_hash, run_id, details)
SELECT o.ticket_id, %(as_of)s, work.moment(), CASE WHEN p.reopened_from IS NULL THEN 'opened' ELSE 'reopened' END,
       p.request_code, p.status_code, p.passed, p.reason, p.rule, a.machine_actor, %(late)s, work.settings_hash(), %(run_id)s,
       nullif(jsonb_strip_nulls(jsonb_build_object('parent_id', o.parent_id, 'reopened_from', p.reopened_from,
           'days', p.days_overdue, 'place_start', p.place_start, 'place_end', p.place_end, 'total_due', p.total_due)), '{}')
FROM opened o JOIN work.tickets_plan p USING (plan_row) CROSS JOIN work.parameter a
ORDER BY p.plan_row;

ANALYZE crm.ticket_state;

SELECT count(*) AS applied FROM opened;
