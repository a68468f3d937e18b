-- Request and status belong together: a step of the request's flow, or the status of integration tickets.
SELECT p.kind, p.branch_code, p.contract_code, p.installment_code, p.request_code, p.status_code
FROM work.tickets_plan p
CROSS JOIN work.parameter a
LEFT JOIN work.request r ON r.request_code = p.request_code AND r.kind = p.kind
LEFT JOIN work.flow_step f ON f.request_code = p.request_code AND f.status_code = p.status_code
WHERE r.request_code IS NULL
   OR CASE p.kind WHEN 'integration' THEN p.status_code <> a.integration_status ELSE f.status_code IS NULL END
