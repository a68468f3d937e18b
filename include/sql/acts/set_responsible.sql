-- Whose ticket it is from now on; null: nobody's.
UPDATE crm.ticket_state SET responsible = %(responsible)s, version = version + 1 WHERE ticket_id = %(ticket_id)s;
