-- What closes as paid usually carries what was paid (R6.7).
SELECT p.ticket_id, p.branch_code, p.contract_code, p.installment_code
FROM work.closures_plan p WHERE p.kind = 'installment' AND p.cause = 'paid' AND coalesce(p.paid_amount, 0) <= 0
