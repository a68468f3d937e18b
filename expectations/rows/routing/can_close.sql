-- A routed request has its own linear flow with closing statuses, or its tickets would never close (R4.3).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.to_request
FROM work.routing_plan p
LEFT JOIN (SELECT DISTINCT request_code FROM work.flow_step WHERE chain_position IS NOT NULL AND is_linear) f
    ON f.request_code = p.to_request
LEFT JOIN (SELECT c.kind, count(*) AS causes FROM work.closing_status c
           JOIN work.status s ON s.status_code = c.status_code AND s.is_closing GROUP BY c.kind) k
    ON k.kind = p.kind
WHERE f.request_code IS NULL OR coalesce(k.causes, 0) < 5
