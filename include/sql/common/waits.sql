-- How far contract tickets have come that a person put in a linear status (R5.2): each status waits its own time from
-- the moment at which it was entered, or would have been, had no run been missed (R9.2). The machine's last move says
-- that moment. `stride` holds the statuses that are left so, each with its waiting time and where it leads.
CREATE TEMP TABLE waited ON COMMIT DROP AS
WITH RECURSIVE way AS (
    SELECT t.ticket_id, t.version, t.branch_code, t.contract_code, t.request_code, t.status_code AS from_status,
           t.status_code AS to_status, coalesce(e.since, t.status_at) AS waits_since, '{}'::text[] AS entered
    FROM crm.ticket_state t
    JOIN stride s USING (request_code, status_code)
    LEFT JOIN LATERAL (
        SELECT (e.details ->> 'waits_since')::timestamptz AS since FROM crm.ticket_event e
        WHERE e.ticket_id = t.ticket_id AND e.kind = 'moved' ORDER BY e.event_id DESC LIMIT 1
    ) e ON true
    WHERE t.kind = 'contract' AND t.closed_on IS NULL AND t.placed_by = 'person'
    UNION ALL
    SELECT w.ticket_id, w.version, w.branch_code, w.contract_code, w.request_code, w.from_status, s.leads_to, n.at,
           w.entered || s.leads_to
    FROM way w
    JOIN stride s ON (s.request_code, s.status_code) = (w.request_code, w.to_status)
    CROSS JOIN LATERAL (
        SELECT CASE WHEN s.wait_minutes IS NULL THEN (w.waits_since::date + s.wait_days)::timestamptz
                    ELSE w.waits_since + make_interval(mins => s.wait_minutes) END AS at
    ) n
    WHERE CASE WHEN s.wait_minutes IS NULL THEN n.at::date <= %(as_of)s ELSE n.at <= work.facts_at() END
      AND s.leads_to <> ALL (w.entered)
)
SELECT DISTINCT ON (ticket_id) ticket_id, version, branch_code, contract_code, request_code, from_status, to_status,
       waits_since, entered[:cardinality(entered) - 1] AS passed
FROM way WHERE entered <> '{}'
ORDER BY ticket_id, cardinality(entered) DESC;
ANALYZE waited;
