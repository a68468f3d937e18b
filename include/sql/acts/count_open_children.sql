-- Every installment ticket of a contract ticket that is still open (R6.8, R8.9).
SELECT count(*) FROM crm.ticket_state
WHERE parent_id = %(ticket_id)s AND kind = 'installment' AND closed_on IS NULL;
