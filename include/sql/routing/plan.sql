-- Which open tickets stand in another request than their route's (R4.1, R4.2). Contracts whose extract
-- failed are left as they are (R8.8).
TRUNCATE work.routing_plan;

-- include: common/routes.sql

-- No ticket is routed twice in a run (R4.7), whatever was marked since.
CREATE TEMP TABLE routed ON COMMIT DROP AS
SELECT DISTINCT ticket_id FROM crm.ticket_event WHERE as_of = %(as_of)s AND kind = 'routed' AND run_id = %(run_id)s;

-- A child whose row is missing for the first time stays as last seen (R6.3), and counts for its parent (R8.9), unless
-- the contract itself is over: then nothing of it is overdue any more (R2.3).
CREATE TEMP TABLE waiting ON COMMIT DROP AS
SELECT i.branch_code, i.contract_code, count(*) AS titles, count(*) FILTER (WHERE i.is_buyers) AS buyers_titles,
       min(i.due_on) FILTER (WHERE i.is_buyers) AS buyers_oldest_on
FROM mega.installment i
JOIN crm.ticket_state t USING (branch_code, contract_code, installment_code)
JOIN mega.contract c ON (c.branch_code, c.contract_code) = (i.branch_code, i.contract_code)
WHERE i.missing_on = %(as_of)s AND t.kind = 'installment' AND t.closed_on IS NULL AND NOT c.is_inactive
  AND (c.terminal_cause IS NULL OR c.terminal_on >= %(as_of)s)
GROUP BY i.branch_code, i.contract_code;
ANALYZE routed, waiting;

INSERT INTO work.routing_plan (ticket_id, version, kind, branch_code, contract_code, from_request, to_request,
    from_status, to_status, place_start, place_end, days_overdue, passed, rule, reason)
SELECT c.ticket_id, c.version, 'contract', c.branch_code, c.contract_code, c.request_code, d.to_request, c.status_code,
       coalesce(w.status_code, f.status_code), w.start_day, w.end_day, c.days, coalesce(w.passed_from_first, '{}'),
       'R4.1', coalesce(r.name, CASE WHEN d.is_standard THEN 'padrão' ELSE 'repasse' END)
FROM (
    SELECT t.ticket_id, t.version, t.branch_code, t.contract_code, t.request_code, t.status_code,
           c.overdue_titles + coalesce(n.titles, 0) AS overdue_titles,
           c.buyers_titles + coalesce(n.buyers_titles, 0) AS buyers_titles,
           coalesce(%(as_of)s - least(c.buyers_oldest_on, n.buyers_oldest_on), 0) AS days
    FROM crm.ticket_state t
    JOIN mega.contract c USING (branch_code, contract_code)
    LEFT JOIN waiting n USING (branch_code, contract_code)
    WHERE t.kind = 'contract' AND t.closed_on IS NULL AND c.rows_on = %(as_of)s
) c
CROSS JOIN work.parameter p
LEFT JOIN contract_rule r USING (branch_code, contract_code)
CROSS JOIN LATERAL (
-- include: common/contract_request.sql
) d
JOIN work.first_status f ON f.request_code = d.to_request
LEFT JOIN place w
    ON d.is_standard AND w.request_code = d.to_request AND c.days >= w.start_day
    AND (w.end_day IS NULL OR c.days < w.end_day)
WHERE d.to_request <> c.request_code
  AND NOT (d.is_standard AND c.overdue_titles = 0 AND c.request_code = p.repasse_contract_request)   -- while childless
  AND NOT EXISTS (SELECT FROM routed WHERE routed.ticket_id = c.ticket_id);

INSERT INTO work.routing_plan (ticket_id, version, kind, branch_code, contract_code, installment_code, from_request,
    to_request, from_status, to_status, place_start, place_end, days_overdue, passed, rule, reason)
SELECT t.ticket_id, t.version, 'installment', t.branch_code, t.contract_code, t.installment_code, t.request_code,
       d.to_request, t.status_code, w.status_code, w.start_day, w.end_day, a.days, w.passed_from_first,
       'R4.1', coalesce(d.reason, 'padrão')
FROM crm.ticket_state t
JOIN mega.installment i USING (branch_code, contract_code, installment_code)
CROSS JOIN work.parameter p
LEFT JOIN contract_rule r USING (branch_code, contract_code)
LEFT JOIN title_rule o
    ON (o.money_source, o.registry_status, o.origin)
     = (coalesce(i.money_source, ''), i.registry_status, coalesce(i.origin, ''))
CROSS JOIN LATERAL (
-- include: common/title_request.sql
) d
CROSS JOIN LATERAL (SELECT greatest(%(as_of)s - i.due_on, 0) AS days) a      -- a due date may have been moved ahead
LEFT JOIN place w
    ON w.request_code = d.to_request AND a.days >= w.start_day AND (w.end_day IS NULL OR a.days < w.end_day)
WHERE t.kind = 'installment' AND t.closed_on IS NULL AND i.seen_on = %(as_of)s AND i.missing_on IS NULL
  AND d.to_request <> t.request_code
  AND NOT EXISTS (SELECT FROM routed WHERE routed.ticket_id = t.ticket_id);

ANALYZE work.routing_plan;
