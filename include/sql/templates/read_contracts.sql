-- What a message says of each contract ticket (R7.1): the mirror's values of now.
SELECT t.ticket_id AS contract_ticket_id, t.contract_code, coalesce(c.customer_name, '') AS customer_name,
       coalesce(c.person_type = 'J', length(c.tax_id) = 14, false) AS is_company,
       c.status_code AS contract_status, coalesce(m.category, c.category) AS category,
       c.development_name AS development, c.block_name AS block, c.unit_name AS unit,
       t.overdue_count, t.due_on AS oldest_due_on
FROM crm.ticket t
JOIN mega.contract c USING (branch_code, contract_code)
LEFT JOIN crm.contract_mark_at(work.moment()) m USING (branch_code, contract_code)
WHERE t.ticket_id = ANY (%(tickets)s::bigint[]);
