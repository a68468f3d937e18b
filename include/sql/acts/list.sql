-- Tickets by what is asked of them, the ones with the oldest due date first.
WITH asked AS MATERIALIZED (
    SELECT ticket_id FROM crm.ticket_state
    WHERE kind = %(kind)s AND (closed_on IS NULL OR %(with_closed)s)
      AND (%(branch_code)s::integer IS NULL OR (branch_code, contract_code) = (%(branch_code)s, %(contract_code)s))
      AND (%(status)s::text IS NULL OR status_code = %(status)s)
      AND (%(request)s::text IS NULL OR request_code = %(request)s)
      AND (%(responsible)s::text IS NULL OR responsible = %(responsible)s)
)
SELECT t.ticket_id, t.kind, t.branch_code, t.contract_code, t.installment_code, t.request_code, t.status_code,
       t.status_since, t.responsible, t.due_on, t.days_overdue, t.overdue_count, t.total_due, t.closed_on, t.version,
       c.customer_name, c.tax_id
FROM crm.ticket t
JOIN asked USING (ticket_id)
LEFT JOIN mega.contract c USING (branch_code, contract_code)
ORDER BY t.due_on NULLS LAST, t.ticket_id
LIMIT %(limit)s;
