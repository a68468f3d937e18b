-- The key of a ticket.
SELECT branch_code, contract_code, installment_code FROM crm.ticket_state WHERE ticket_id = %(ticket_id)s
