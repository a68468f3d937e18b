-- Every installment ticket has its place by days; a contract ticket without one stands in its first status (R4.2).
SELECT p.kind, p.branch_code, p.contract_code, p.installment_code, p.request_code, p.status_code
FROM work.tickets_plan p
LEFT JOIN work.flow_step f ON f.request_code = p.request_code AND f.status_code = p.status_code
WHERE p.place_start IS NULL
  AND (p.kind = 'installment' OR (p.kind = 'contract' AND f.position IS DISTINCT FROM 1))
