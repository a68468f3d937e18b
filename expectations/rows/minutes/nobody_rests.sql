-- Nothing moves during study (R3.6) and hold (R5.7).
SELECT p.ticket_id, p.branch_code, p.contract_code, p.from_status, p.to_status
FROM work.minutes_plan p
JOIN mega.contract c ON c.branch_code = p.branch_code AND c.contract_code = p.contract_code
CROSS JOIN work.parameter a
LEFT JOIN crm.hold h
    ON h.branch_code = p.branch_code AND h.contract_code = p.contract_code AND h.until_on >= m.as_of
    AND h.valid_from <= work.facts_at() AND (h.valid_to IS NULL OR h.valid_to > work.facts_at())
WHERE h.hold_id IS NOT NULL OR m.as_of - c.study_since <= a.study_days
