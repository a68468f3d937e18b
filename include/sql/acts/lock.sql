-- Take a ticket, and its open children where the act concerns them; refused at once where somebody has one of them.
SELECT ticket_id, kind, branch_code, contract_code, installment_code, request_code, status_code, responsible,
       person_fields, closed_on, version
FROM crm.ticket_state
WHERE ticket_id = %(ticket_id)s OR (%(with_children)s AND parent_id = %(ticket_id)s AND closed_on IS NULL)
ORDER BY ticket_id
FOR UPDATE NOWAIT;
