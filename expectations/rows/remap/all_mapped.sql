-- No ticket is left where the settings know no standing: no run would begin.
SELECT u.ticket_id, u.kind, u.branch_code, u.contract_code, u.installment_code, u.request_code, u.status_code
FROM work.unknown_ticket u
LEFT JOIN work.remap_plan p USING (ticket_id)
WHERE p.ticket_id IS NULL
