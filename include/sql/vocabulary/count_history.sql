-- What keeps codes that the session's settings lack and is left as it is: closed tickets, releases of flows (R7.2),
-- and integrations that wait for a run (R4.5).
SELECT (SELECT coalesce(sum(t.tickets), 0)
        FROM (SELECT request_code, status_code, count(*) AS tickets FROM crm.ticket_state
              WHERE closed_on IS NOT NULL GROUP BY request_code, status_code) t
        LEFT JOIN work.request r USING (request_code)
        LEFT JOIN work.status s USING (status_code)
        WHERE r.request_code IS NULL OR s.status_code IS NULL) AS closed_tickets,
       (SELECT coalesce(array_agg(DISTINCT f.request_code), '{}') FROM crm.flow_release f
        LEFT JOIN work.request r USING (request_code)
        WHERE r.request_code IS NULL AND (f.valid_to IS NULL OR f.valid_to > work.moment())) AS releases,
       (SELECT count(*) FROM crm.integration_due d
        LEFT JOIN work.integration i USING (request_code, status_code)
        WHERE i.status_code IS NULL) AS integrations
