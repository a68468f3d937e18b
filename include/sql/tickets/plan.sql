-- Which tickets D opens (R3.0–R3.5, R3.9): integration tickets of occurrences, a contract ticket for each
-- contract of the module with an overdue title, an installment ticket for each overdue title of it.
TRUNCATE work.tickets_plan RESTART IDENTITY;

INSERT INTO work.tickets_plan (kind, branch_code, contract_code, occurrence_kind, occurrence_code, request_code,
    status_code, passed, rule)
SELECT 'integration', o.branch_code, o.contract_code, 'phase', o.occurrence_code, p.integration_request,
       p.integration_status, '{}'::text[], 'R3.1'
FROM mega.phase_occurrence o
JOIN work.phase f ON f.phase_code = o.phase_code AND f.is_integrated
JOIN mega.contract c USING (branch_code, contract_code)
CROSS JOIN work.parameter p
WHERE o.opened_on <= %(as_of)s
  AND (p.all_developments OR c.development_code IN (SELECT development_code FROM work.development))
  AND NOT EXISTS (SELECT FROM crm.ticket_state t WHERE t.kind = 'integration' AND t.occurrence_kind = 'phase'
                    AND t.occurrence_code = o.occurrence_code)
UNION ALL
SELECT 'integration', o.branch_code, o.contract_code, 'contract', o.occurrence_code, k.request_code,
       p.integration_status, '{}'::text[], 'R3.9'
FROM mega.contract_occurrence o
JOIN work.occurrence_type k USING (type)
CROSS JOIN work.parameter p
WHERE o.opened_on <= %(as_of)s
  AND NOT EXISTS (SELECT FROM crm.ticket_state t WHERE t.kind = 'integration' AND t.occurrence_kind = 'contract'
                    AND t.occurrence_code = o.occurrence_code);

-- include: common/routes.sql

-- Contracts of the module with an overdue title (R3.0): their ticket is open, a phase brings them in, or days.
CREATE TEMP TABLE arrears ON COMMIT DROP AS
SELECT c.branch_code, c.contract_code, c.overdue_titles, c.buyers_titles, c.buyers_total,
       %(as_of)s - c.buyers_oldest_on AS buyers_days, t.ticket_id AS open_ticket_id
FROM mega.contract c
CROSS JOIN work.parameter p
LEFT JOIN crm.ticket_state t
    ON t.kind = 'contract' AND t.closed_on IS NULL
    AND (t.branch_code, t.contract_code) = (c.branch_code, c.contract_code)
LEFT JOIN (
    SELECT DISTINCT o.branch_code, o.contract_code FROM mega.phase_occurrence o JOIN work.phase f USING (phase_code)
    WHERE f.is_integrated AND o.opened_on <= %(as_of)s AND (o.ended_on IS NULL OR o.ended_on >= %(as_of)s)
) o ON (o.branch_code, o.contract_code) = (c.branch_code, c.contract_code)
WHERE c.rows_on = %(as_of)s AND c.overdue_titles > 0
  AND (t.ticket_id IS NOT NULL
       OR ((p.all_developments OR c.development_code IN (SELECT development_code FROM work.development))
           AND (%(as_of)s - c.overdue_oldest_on >= p.first_phase_day OR o.contract_code IS NOT NULL)));
ANALYZE arrears;

INSERT INTO work.tickets_plan (kind, branch_code, contract_code, request_code, status_code, place_start, place_end,
    days_overdue, total_due, passed, reopened_from, rule, reason)
SELECT 'contract', c.branch_code, c.contract_code, d.to_request, coalesce(w.status_code, f.status_code),
       w.start_day, w.end_day, coalesce(c.buyers_days, 0), c.buyers_total, coalesce(w.passed_from_first, '{}'),
       l.ticket_id, CASE WHEN d.is_standard THEN 'R3.3' ELSE 'R4.1' END, r.name
FROM arrears c
CROSS JOIN work.parameter p
LEFT JOIN contract_rule r USING (branch_code, contract_code)
CROSS JOIN LATERAL (
-- include: common/contract_request.sql
) d
JOIN work.first_status f ON f.request_code = d.to_request
LEFT JOIN place w
    ON d.is_standard AND w.request_code = d.to_request AND c.buyers_days >= w.start_day
    AND (w.end_day IS NULL OR c.buyers_days < w.end_day)
LEFT JOIN LATERAL (
    SELECT t.ticket_id FROM crm.ticket_state t
    WHERE t.kind = 'contract' AND (t.branch_code, t.contract_code) = (c.branch_code, c.contract_code)
    ORDER BY t.closed_on DESC, t.ticket_id DESC LIMIT 1
) l ON true
WHERE c.open_ticket_id IS NULL;

-- Overdue titles without an open ticket.
CREATE TEMP TABLE unticketed ON COMMIT DROP AS
SELECT branch_code, contract_code, installment_code, due_on, total_due, money_source, registry_status, origin
FROM mega.installment i
WHERE i.is_overdue AND i.seen_on = %(as_of)s AND i.missing_on IS NULL
  AND NOT EXISTS (
      SELECT FROM crm.ticket_state t
      WHERE t.kind = 'installment' AND t.closed_on IS NULL
        AND (t.branch_code, t.contract_code, t.installment_code)
          = (i.branch_code, i.contract_code, i.installment_code));
ANALYZE unticketed;

INSERT INTO work.tickets_plan (kind, branch_code, contract_code, installment_code, request_code, status_code,
    place_start, place_end, days_overdue, total_due, passed, reopened_from, parent_id, rule, reason)
SELECT 'installment', i.branch_code, i.contract_code, i.installment_code, d.to_request, w.status_code,
       w.start_day, w.end_day, %(as_of)s - i.due_on, i.total_due, w.passed_from_first, c.ticket_id, a.open_ticket_id,
       'R3.3', d.reason
FROM unticketed i
JOIN arrears a USING (branch_code, contract_code)
CROSS JOIN work.parameter p
LEFT JOIN contract_rule r USING (branch_code, contract_code)
LEFT JOIN title_rule o
    ON (o.money_source, o.registry_status, o.origin)
     = (coalesce(i.money_source, ''), i.registry_status, coalesce(i.origin, ''))
CROSS JOIN LATERAL (
-- include: common/title_request.sql
) d
LEFT JOIN place w
    ON w.request_code = d.to_request AND %(as_of)s - i.due_on >= w.start_day
    AND (w.end_day IS NULL OR %(as_of)s - i.due_on < w.end_day)
LEFT JOIN LATERAL (
    SELECT t.ticket_id FROM crm.ticket_state t
    WHERE t.kind = 'installment' AND (t.branch_code, t.contract_code, t.installment_code)
        = (i.branch_code, i.contract_code, i.installment_code)
    ORDER BY t.closed_on DESC, t.ticket_id DESC LIMIT 1
) c ON true;

ANALYZE work.tickets_plan;
