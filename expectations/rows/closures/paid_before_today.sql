-- What closes as paid was settled up to D-1 (R6.1, R6.3).
SELECT p.ticket_id, p.branch_code, p.contract_code, p.installment_code, p.settled_on
FROM work.closures_plan p
WHERE p.kind = 'installment' AND p.cause = 'paid' AND (p.settled_on IS NULL OR p.settled_on >= m.as_of)
