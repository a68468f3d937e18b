-- Both statuses are steps of the request's flow, at the positions in its linear chain that the plan says; outside of the
-- chain only a person puts a ticket (R1.5, R5.2).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.from_status, p.to_status
FROM work.flows_plan p
LEFT JOIN work.flow_step f ON f.request_code = p.request_code AND f.status_code = p.from_status
LEFT JOIN work.flow_step t ON t.request_code = p.request_code AND t.status_code = p.to_status
WHERE f.status_code IS NULL OR t.status_code IS NULL
   OR f.chain_position IS DISTINCT FROM p.from_position OR t.chain_position IS DISTINCT FROM p.to_position
   OR (p.waits_since IS NULL AND (f.chain_position IS NULL OR t.chain_position IS NULL))
