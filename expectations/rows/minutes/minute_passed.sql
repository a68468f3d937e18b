-- A ticket moves on when its minutes have passed, not before (R5.3).
SELECT p.ticket_id, p.branch_code, p.contract_code, p.from_status, p.to_status
FROM work.minutes_plan p WHERE p.waits_since > work.facts_at()
