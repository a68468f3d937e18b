-- Requests with open tickets whose flow the session's settings change: what stood under another hash, and what stands.
-- A step is told as status, waiting days, where it leads, channels.
WITH step AS (
    SELECT settings_hash, request_code,
           array_agg(jsonb_build_array(status_code, CASE WHEN is_linear THEN wait_days END, leads_to, channels)
                     ORDER BY position) AS steps
    FROM work.settings_flow_step
    WHERE settings_hash IN (%(before)s, work.settings_hash())
    GROUP BY settings_hash, request_code
), there AS (
    SELECT request_code, count(*) AS tickets FROM crm.ticket_state
    WHERE closed_on IS NULL GROUP BY request_code
)
SELECT t.request_code, t.tickets, o.flow_code AS from_flow, n.flow_code AS to_flow, a.steps AS from_steps,
       b.steps AS to_steps
FROM there t
JOIN work.settings_request o ON o.settings_hash = %(before)s AND o.request_code = t.request_code
JOIN work.request n ON n.request_code = t.request_code
LEFT JOIN step a ON a.settings_hash = %(before)s AND a.request_code = t.request_code
LEFT JOIN step b ON b.settings_hash = work.settings_hash() AND b.request_code = t.request_code
WHERE o.flow_code IS DISTINCT FROM n.flow_code OR a.steps IS DISTINCT FROM b.steps
ORDER BY t.request_code
