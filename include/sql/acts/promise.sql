-- A promise to pay, from now (R4.9).
UPDATE crm.ticket_state SET version = version + 1 WHERE ticket_id = %(ticket_id)s;

INSERT INTO crm.promise (branch_code, contract_code, promised_on, amount, valid_from, actor, reason, ticket_id)
SELECT branch_code, contract_code, %(promised_on)s, %(amount)s, work.moment(), %(actor)s, %(reason)s, ticket_id
FROM crm.ticket_state WHERE ticket_id = %(ticket_id)s
RETURNING promise_id;
