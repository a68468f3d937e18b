-- What happened to a ticket, in order.
SELECT event_id, as_of, happened_at, kind, from_request, to_request, from_status, to_status, passed, reason, rule,
       actor, late, details
FROM crm.ticket_event WHERE ticket_id = %(ticket_id)s ORDER BY event_id;
