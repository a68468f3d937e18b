-- Somebody acted on the ticket: a plan made before does not fit any more.
UPDATE crm.ticket_state SET version = version + 1 WHERE ticket_id = %(ticket_id)s;
