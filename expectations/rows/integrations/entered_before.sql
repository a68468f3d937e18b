-- A run carries out what was entered before the moment whose facts it sees (R4.9).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.status_code
FROM work.integrations_plan p WHERE p.run_id = m.run_id AND p.entered_at > work.facts_at()
