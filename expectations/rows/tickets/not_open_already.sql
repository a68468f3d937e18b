-- No key that has an open ticket gets a second one (R3.3).
SELECT p.kind, p.branch_code, p.contract_code, p.installment_code
FROM work.tickets_plan p
JOIN crm.ticket_state t USING (branch_code, contract_code, installment_code)
WHERE p.kind = 'installment' AND t.kind = 'installment' AND t.closed_on IS NULL
UNION ALL
SELECT p.kind, p.branch_code, p.contract_code, NULL
FROM work.tickets_plan p
JOIN crm.ticket_state t USING (branch_code, contract_code)
WHERE p.kind = 'contract' AND t.kind = 'contract' AND t.closed_on IS NULL
