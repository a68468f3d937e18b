-- A dispute ends now (R5.8).
UPDATE crm.dispute SET valid_to = work.moment() WHERE dispute_id = %(dispute_id)s;
UPDATE crm.ticket_state SET version = version + 1 WHERE ticket_id = %(ticket_id)s;
