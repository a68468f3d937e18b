-- A contract rests until a day, from now (R5.7). What was planned before for it or its titles does not fit any more.
UPDATE crm.ticket_state SET version = version + 1
WHERE ticket_id = %(ticket_id)s OR (parent_id = %(ticket_id)s AND closed_on IS NULL);

INSERT INTO crm.hold (branch_code, contract_code, until_on, valid_from, actor, reason, ticket_id)
SELECT branch_code, contract_code, %(until_on)s, work.moment(), %(actor)s, %(reason)s, ticket_id
FROM crm.ticket_state WHERE ticket_id = %(ticket_id)s
RETURNING hold_id;
