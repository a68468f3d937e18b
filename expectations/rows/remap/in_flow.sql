-- The request mapped to is one of the ticket's kind, and the status a step of its flow.
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.to_request, p.to_status
FROM work.remap_plan p
LEFT JOIN work.request r ON r.request_code = p.to_request AND r.kind = p.kind
LEFT JOIN work.flow_step f ON f.request_code = p.to_request AND f.status_code = p.to_status
WHERE r.request_code IS NULL OR f.status_code IS NULL
