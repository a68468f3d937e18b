-- The event of an act (R5.6), after it: what the ticket is now stands in it.
INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, from_request, to_request, from_status, to_status,
    reason, rule, actor, settings_hash, details)
SELECT t.ticket_id, work.as_of(), work.moment(), %(kind)s, %(from_request)s,
       CASE WHEN %(enters)s THEN t.request_code END, %(from_status)s, CASE WHEN %(enters)s THEN t.status_code END,
       %(reason)s, %(rule)s, %(actor)s, work.settings_hash(), %(details)s || jsonb_build_object('version', t.version)
FROM crm.ticket_state t
WHERE t.ticket_id = %(ticket_id)s
RETURNING event_id;
