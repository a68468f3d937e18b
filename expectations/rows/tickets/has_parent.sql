-- An installment ticket is the child of a contract ticket that is open, or planned beside it (R3.3).
SELECT p.branch_code, p.contract_code, p.installment_code, p.parent_id
FROM work.tickets_plan p
LEFT JOIN (SELECT DISTINCT branch_code, contract_code FROM work.tickets_plan WHERE kind = 'contract') c
    ON p.parent_id IS NULL AND (c.branch_code, c.contract_code) = (p.branch_code, p.contract_code)
LEFT JOIN crm.ticket_state t
    ON t.ticket_id = p.parent_id AND t.kind = 'contract' AND t.closed_on IS NULL
    AND (t.branch_code, t.contract_code) = (p.branch_code, p.contract_code)
WHERE p.kind = 'installment' AND c.contract_code IS NULL AND t.ticket_id IS NULL
