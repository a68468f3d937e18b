-- The installments of a message (R7.10), the oldest first; amounts are those of the last good extract.
SELECT t.parent_id, t.branch_code, t.contract_code,
       EXISTS (SELECT FROM mega.contract o      -- the ERP's boletos name no branch (R3.11)
               WHERE o.contract_code = t.contract_code AND o.branch_code <> t.branch_code) AS is_shared,
       t.ticket_id, t.installment_code, i.due_on, i.effective_due_on, i.seen_on - i.due_on AS days_overdue,
       i.installment_type, i.sequence, i.money_source, i.origin, i.original, i.corrected, i.fine, i.late_charge,
       i.interest, i.discount, i.fees, i.total_due, i.boleto_number, i.boleto_due_on, i.seen_on AS updated_on
FROM crm.ticket_state t
JOIN mega.installment i USING (branch_code, contract_code, installment_code)
WHERE t.ticket_id = ANY (%(tickets)s::bigint[]) AND t.kind = 'installment'
ORDER BY t.parent_id, i.due_on, t.installment_code;
