-- Move what was planned and is still the ticket that was planned on, each with an event in the person's name (R5.6).
-- Who placed a ticket stays as it was. What was queued for it speaks of a step that is gone, and what its old status
-- was to carry out is left to the new one.
CREATE TEMP TABLE moved ON COMMIT DROP AS
WITH touched AS (
    UPDATE crm.ticket_state t SET
        request_code = p.to_request, status_code = p.to_status, status_since = %(as_of)s, status_at = work.moment(),
        version = t.version + 1
    FROM work.remap_plan p
    WHERE t.ticket_id = p.ticket_id AND t.version = p.version AND t.closed_on IS NULL
    RETURNING t.ticket_id, t.version
) SELECT ticket_id, version FROM touched;
ANALYZE moved;

DELETE FROM crm.integration_due d USING work.remap_plan p JOIN moved USING (ticket_id)
WHERE (d.ticket_id, d.request_code, d.status_code) = (p.ticket_id, p.from_request, p.from_status);

INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, from_request, to_request, from_status, to_status,
    reason, rule, actor, late, settings_hash, run_id, details)
SELECT p.ticket_id, %(as_of)s, work.moment(), 'moved', p.from_request, p.to_request, p.from_status, p.to_status,
       m.reason, 'R5.6', m.actor, false, work.settings_hash(), %(run_id)s,
       jsonb_build_object('role', 'multidados', 'version', moved.version, 'placed_by', p.placed_by, 'mapping', m.pair_no)
FROM work.remap_plan p
JOIN moved USING (ticket_id)
JOIN work.remap_pair m USING (pair_no)
ORDER BY p.ticket_id;

CREATE TEMP TABLE leaving ON COMMIT DROP AS SELECT ticket_id FROM moved;
ANALYZE leaving;

-- include: common/cancel_queued.sql

SELECT count(*) AS applied FROM moved;
