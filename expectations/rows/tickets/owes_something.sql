-- An overdue title usually owes something; one that does not is worth a look (R2.7).
SELECT p.branch_code, p.contract_code, p.installment_code
FROM work.tickets_plan p WHERE p.kind = 'installment' AND coalesce(p.total_due, 0) <= 0
