-- A ticket with whose contract it is.
SELECT t.*, s.person_fields, c.customer_name, c.tax_id
FROM crm.ticket t
JOIN crm.ticket_state s USING (ticket_id)
LEFT JOIN mega.contract c ON (c.branch_code, c.contract_code) = (t.branch_code, t.contract_code)
WHERE t.ticket_id = %(ticket_id)s;
