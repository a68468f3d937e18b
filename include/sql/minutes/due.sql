-- Whether a ticket that a person put in a status of minutes has waited long enough.
SELECT EXISTS (
    SELECT FROM crm.ticket_state t
    JOIN work.flow_step s ON (s.request_code, s.status_code) = (t.request_code, t.status_code)
    WHERE t.kind = 'contract' AND t.closed_on IS NULL AND t.placed_by = 'person' AND s.is_linear
      AND s.leads_to IS NOT NULL AND t.status_at + make_interval(mins => s.wait_minutes) <= work.facts_at()
)
