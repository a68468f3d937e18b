-- A ticket goes from status to status as each leads, every one of them linear and of minutes (R5.2, R5.3).
SELECT p.ticket_id, p.branch_code, p.contract_code, p.from_status, p.to_status
FROM work.minutes_plan p
CROSS JOIN LATERAL unnest(p.from_status || p.passed, p.passed || p.to_status) AS hop (from_status, to_status)
LEFT JOIN work.flow_step f
    ON f.request_code = p.request_code AND f.status_code = hop.from_status AND f.is_linear AND f.wait_minutes > 0
WHERE f.leads_to IS DISTINCT FROM hop.to_status
