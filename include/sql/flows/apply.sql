-- Advance what was planned and is still the ticket that was planned on. Whose placing it was stays as it is (R5.2).
CREATE TEMP TABLE advanced ON COMMIT DROP AS
WITH touched AS (
    UPDATE crm.ticket_state t SET
        status_code = p.to_status, status_since = %(as_of)s, status_at = work.moment(), version = t.version + 1
    FROM work.flows_plan p
    WHERE t.ticket_id = p.ticket_id AND t.version = p.version AND t.closed_on IS NULL
    RETURNING t.ticket_id
) SELECT ticket_id FROM touched;

INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, from_request, to_request, from_status, to_status,
    passed, rule, actor, late, settings_hash, run_id, details)
SELECT p.ticket_id, %(as_of)s, work.moment(), 'moved', p.request_code, p.request_code, p.from_status, p.to_status,
       p.passed, CASE WHEN p.waits_since IS NULL THEN 'R5.3' ELSE 'R5.2' END, a.machine_actor, %(late)s,
       work.settings_hash(), %(run_id)s,
       jsonb_strip_nulls(jsonb_build_object('days', p.days_overdue, 'place_start', p.place_start, 'place_end', p.place_end,
           'waits_since', p.waits_since))
FROM work.flows_plan p JOIN advanced USING (ticket_id) CROSS JOIN work.parameter a
ORDER BY p.ticket_id;

SELECT count(*) AS applied FROM advanced;
