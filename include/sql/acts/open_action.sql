-- An action ticket (R4.6) of a contract of the mirror; the next run carries out its status and closes it (R4.5).
INSERT INTO crm.ticket_state (kind, branch_code, contract_code, request_code, status_code, status_since, status_at,
    placed_by, person_fields, opened_on)
SELECT 'action', branch_code, contract_code, %(request)s, %(status)s, work.as_of(), work.moment(), 'person',
       %(person_fields)s, work.as_of()
FROM mega.contract
WHERE (branch_code, contract_code) = (%(branch_code)s, %(contract_code)s)
RETURNING ticket_id;
