-- An occurrence becomes one integration ticket, once and only once (R3.1, R3.9).
SELECT p.branch_code, p.contract_code, p.occurrence_kind, p.occurrence_code
FROM work.tickets_plan p
LEFT JOIN crm.ticket_state t
    ON t.kind = 'integration' AND (t.occurrence_kind, t.occurrence_code) = (p.occurrence_kind, p.occurrence_code)
WHERE p.kind = 'integration' AND (t.ticket_id IS NOT NULL OR p.occurrence_code IS NULL OR p.occurrence_kind IS NULL)
