-- A title is contested from now (R5.8).
UPDATE crm.ticket_state SET version = version + 1 WHERE ticket_id = %(ticket_id)s;

INSERT INTO crm.dispute (branch_code, contract_code, installment_code, valid_from, actor, reason, ticket_id)
SELECT branch_code, contract_code, installment_code, work.moment(), %(actor)s, %(reason)s, ticket_id
FROM crm.ticket_state WHERE ticket_id = %(ticket_id)s
RETURNING dispute_id;
