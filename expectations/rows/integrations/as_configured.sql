-- What is done is what the status says: its method, its scope, its fixed value or one that its field may hold (R4.5).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.status_code, p.what
FROM work.integrations_plan p
LEFT JOIN work.integration i ON i.request_code = p.request_code AND i.status_code = p.status_code
WHERE p.run_id = m.run_id AND p.action <> 'refuse'
  AND (i.method IS DISTINCT FROM p.method OR (i.scope <> 'both' AND i.scope <> p.scope)
       OR (p.value IS NOT NULL AND CASE WHEN i.field IS NULL THEN p.value <> i.value
                                        ELSE work.plain(p.value) <> ALL (i.known) END))
