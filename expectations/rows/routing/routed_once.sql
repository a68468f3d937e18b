-- No ticket is routed twice in a run (R4.7), no key stands in the plan twice.
SELECT min(p.ticket_id) AS ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code
FROM work.routing_plan p
GROUP BY p.kind, p.branch_code, p.contract_code, p.installment_code HAVING count(*) > 1
UNION ALL
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code
FROM work.routing_plan p
JOIN (SELECT DISTINCT ticket_id FROM crm.ticket_event
      WHERE as_of = m.as_of AND kind = 'routed' AND run_id = m.run_id) e USING (ticket_id)
