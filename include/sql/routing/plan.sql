-- Which open tickets stand in another request than their route's (R4.1, R4.2). Contracts whose extract
-- failed are left as they are (R8.8).
TRUNCATE work.routing_plan;

-- include: common/routes.sql

INSERT INTO work.routing_plan (ticket_id, version, kind, branch_code, contract_code, from_request, to_request,
    from_status, to_status, place_start, place_end, days_overdue, passed, rule, reason)
SELECT t.ticket_id, t.version, 'contract', t.branch_code, t.contract_code, t.request_code, d.to_request, t.status_code,
       coalesce(w.status_code, f.status_code), w.start_day, w.end_day, d.days, coalesce(w.passed_from_first, '{}'),
       'R4.1', coalesce(r.name, d.reason)
FROM crm.ticket_state t
JOIN mega.contract c USING (branch_code, contract_code)
CROSS JOIN work.parameter p
LEFT JOIN contract_rule r USING (branch_code, contract_code)
CROSS JOIN LATERAL (
    SELECT CASE WHEN r.contract_request IS NOT NULL THEN r.contract_request
                WHEN c.overdue_titles > 0 AND c.buyers_titles = 0 THEN p.repasse_contract_request
                WHEN c.overdue_titles = 0 AND t.request_code = p.repasse_contract_request THEN t.request_code
                ELSE p.contract_request END AS to_request,
           CASE WHEN c.overdue_titles > 0 AND c.buyers_titles = 0 THEN 'repasse' ELSE 'padrão' END AS reason,
           coalesce(%(as_of)s - c.buyers_oldest_on, 0) AS days
) d
JOIN work.first_status f ON f.request_code = d.to_request
LEFT JOIN place w
    ON d.to_request = p.contract_request AND r.contract_request IS NULL AND w.request_code = d.to_request
    AND d.days >= w.start_day AND (w.end_day IS NULL OR d.days < w.end_day)
WHERE t.kind = 'contract' AND t.closed_on IS NULL AND c.rows_on = %(as_of)s AND d.to_request <> t.request_code;

INSERT INTO work.routing_plan (ticket_id, version, kind, branch_code, contract_code, installment_code, from_request,
    to_request, from_status, to_status, place_start, place_end, days_overdue, passed, rule, reason)
SELECT t.ticket_id, t.version, 'installment', t.branch_code, t.contract_code, t.installment_code, t.request_code,
       d.to_request, t.status_code, w.status_code, w.start_day, w.end_day, d.days, w.passed_from_first,
       'R4.1', coalesce(d.reason, 'padrão')
FROM crm.ticket_state t
JOIN mega.installment i USING (branch_code, contract_code, installment_code)
CROSS JOIN work.parameter p
LEFT JOIN contract_rule r USING (branch_code, contract_code)
LEFT JOIN title_rule o
    ON (o.money_source, o.registry_status, o.origin)
     = (coalesce(i.money_source, ''), i.registry_status, coalesce(i.origin, ''))
CROSS JOIN LATERAL (
    SELECT CASE WHEN least(r.priority, o.priority) IS NULL THEN p.installment_request
                WHEN r.priority IS NULL OR o.priority < r.priority THEN o.installment_request
                ELSE r.installment_request END AS to_request,
           CASE WHEN r.priority IS NULL OR o.priority < r.priority THEN o.name ELSE r.name END AS reason,
           greatest(%(as_of)s - i.due_on, 0) AS days       -- a due date may have been moved ahead
) d
LEFT JOIN place w
    ON w.request_code = d.to_request AND d.days >= w.start_day AND (w.end_day IS NULL OR d.days < w.end_day)
WHERE t.kind = 'installment' AND t.closed_on IS NULL AND i.seen_on = %(as_of)s AND i.missing_on IS NULL
  AND d.to_request <> t.request_code;

ANALYZE work.routing_plan;
