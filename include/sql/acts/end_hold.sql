-- A hold ends now, before its day (R5.7).
UPDATE crm.hold SET valid_to = work.moment() WHERE hold_id = %(hold_id)s;
UPDATE crm.ticket_state SET version = version + 1 WHERE ticket_id = %(ticket_id)s;
