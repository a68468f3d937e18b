-- What a person put in a linear status goes from status to status as each leads, every one of them linear (R5.2).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.from_status, p.to_status
FROM work.flows_plan p
CROSS JOIN LATERAL unnest(p.from_status || p.passed, p.passed || p.to_status) AS hop (from_status, to_status)
LEFT JOIN work.flow_step f
    ON f.request_code = p.request_code AND f.status_code = hop.from_status AND f.is_linear
    AND (f.wait_days > 0 OR f.wait_minutes > 0)
WHERE p.waits_since IS NOT NULL AND f.leads_to IS DISTINCT FROM hop.to_status
