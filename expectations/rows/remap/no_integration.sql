-- A mapping marks and blocks nobody; an action ticket is there for that.
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.to_request, p.to_status
FROM work.remap_plan p
JOIN work.integration i ON i.request_code = p.to_request AND i.status_code = p.to_status
WHERE p.kind <> 'action'
