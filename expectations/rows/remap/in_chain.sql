-- What the machine moves stands in the chain, or it would never move again; a contract ticket may stand in the first
-- status (R4.2).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.to_request, p.to_status
FROM work.remap_plan p
JOIN work.flow_step f ON f.request_code = p.to_request AND f.status_code = p.to_status
WHERE p.placed_by = 'machine' AND p.kind IN ('contract', 'installment') AND f.chain_position IS NULL
  AND NOT (p.kind = 'contract' AND f.position = 1)
