-- An installment ticket enters by its days; a routed contract ticket without a place stands in the first status (R4.2).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.to_request, p.to_status
FROM work.routing_plan p
LEFT JOIN work.flow_step f ON f.request_code = p.to_request AND f.status_code = p.to_status
WHERE p.place_start IS NULL AND (p.kind = 'installment' OR f.position IS DISTINCT FROM 1)
