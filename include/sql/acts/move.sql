-- A person puts a contract ticket in a status of its flow (R5.9); it waits there from now (R5.2).
UPDATE crm.ticket_state SET
    status_code = %(status)s, status_since = work.as_of(), status_at = work.moment(), placed_by = 'person',
    version = version + 1
WHERE ticket_id = %(ticket_id)s;
