-- A contract as the mirror has it, with what the rules make of it now. No name, no document (R7.9).
SELECT c.branch_code, c.contract_code, c.status_code, work.word(c.status_code) AS status, c.status_on, c.category,
       c.development_code, c.seen_on, c.rows_on, c.failed_on, c.failed_why, c.terminal_cause, c.terminal_on,
       c.is_inactive, c.study_since, c.is_distrato_studied, c.overdue_titles, c.overdue_oldest_on, c.buyers_titles,
       c.buyers_oldest_on, c.buyers_total,
       p.all_developments OR EXISTS (
           SELECT FROM work.development d WHERE d.development_code = c.development_code) AS is_integrated,
       EXISTS (SELECT FROM mega.phase_occurrence o JOIN work.phase f USING (phase_code)
               WHERE (o.branch_code, o.contract_code) = (c.branch_code, c.contract_code) AND f.is_integrated
                 AND o.opened_on <= c.rows_on AND (o.ended_on IS NULL OR o.ended_on >= c.rows_on)) AS has_phase,
       d.to_request, r.name AS route_name, r.priority AS route_priority,
       r.installment_request AS route_installment
FROM mega.contract c
CROSS JOIN work.parameter p
LEFT JOIN (
    SELECT * FROM work.contract_route
    WHERE branch_code = %(branch_code)s AND contract_code = %(contract_code)s
) r ON true
CROSS JOIN LATERAL (
-- include: common/contract_request.sql
) d
WHERE (c.branch_code, c.contract_code) = (%(branch_code)s, %(contract_code)s)
