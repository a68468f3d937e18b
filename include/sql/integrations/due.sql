-- Whether an entering waits to be carried out.
SELECT EXISTS (
    SELECT FROM crm.integration_due d
    JOIN crm.ticket_state t USING (ticket_id)
    LEFT JOIN work.integration i ON (i.request_code, i.status_code) = (d.request_code, d.status_code)
    WHERE d.entered_at <= work.facts_at() AND (i.status_code IS NOT NULL OR t.kind = 'action')
)
