-- No ticket is routed twice in a run (R4.7), no key stands in the plan twice.
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code
FROM (
    SELECT q.*, count(*) OVER (PARTITION BY kind, branch_code, contract_code, installment_code) AS times
    FROM work.routing_plan q
) p
LEFT JOIN (SELECT DISTINCT ticket_id FROM crm.ticket_event
           WHERE as_of = m.as_of AND kind = 'routed' AND run_id = m.run_id) e USING (ticket_id)
WHERE p.times > 1 OR e.ticket_id IS NOT NULL
