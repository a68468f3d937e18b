-- The cause decides the status (R6.2).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.cause, p.to_status
FROM work.closures_plan p
LEFT JOIN work.closing_status s ON s.cause = p.cause AND s.kind = p.kind
WHERE s.status_code IS DISTINCT FROM p.to_status
