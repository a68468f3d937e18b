-- No key that has an open ticket gets a second one (R3.3).
SELECT p.kind, p.branch_code, p.contract_code, p.installment_code
FROM work.tickets_plan p
JOIN crm.ticket_state t
    ON t.closed_on IS NULL AND t.kind = p.kind AND (t.branch_code, t.contract_code) = (p.branch_code, p.contract_code)
    AND t.installment_code IS NOT DISTINCT FROM p.installment_code
WHERE p.kind IN ('contract', 'installment')
