-- Move what was planned and is still the ticket that was planned on; cancel what was queued for it (R4.2).
CREATE TEMP TABLE moved ON COMMIT DROP AS
WITH touched AS (
    UPDATE crm.ticket_state t SET
        request_code = p.to_request, status_code = p.to_status, status_since = %(as_of)s, status_at = work.moment(),
        placed_by = 'machine', version = t.version + 1
    FROM work.routing_plan p
    WHERE t.ticket_id = p.ticket_id AND t.version = p.version AND t.closed_on IS NULL
    RETURNING t.ticket_id
) SELECT ticket_id FROM touched;
ANALYZE moved;

INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, from_request, to_request, from_status, to_status,
    passed, reason, rule, actor, late, settings_hash, run_id, details)
SELECT p.ticket_id, %(as_of)s, work.moment(), 'routed', p.from_request, p.to_request, p.from_status, p.to_status,
       p.passed, p.reason, p.rule, a.machine_actor, %(late)s, work.settings_hash(), %(run_id)s,
       jsonb_strip_nulls(jsonb_build_object('days', p.days_overdue, 'place_start', p.place_start, 'place_end', p.place_end))
FROM work.routing_plan p JOIN moved USING (ticket_id) CROSS JOIN work.parameter a
ORDER BY p.ticket_id;

CREATE TEMP TABLE leaving ON COMMIT DROP AS SELECT ticket_id FROM moved;
ANALYZE leaving;

-- include: common/cancel_queued.sql

SELECT count(*) AS applied FROM moved;
