-- Nothing is preventive: a title enters only once it is overdue (R1.2).
SELECT p.kind, p.branch_code, p.contract_code, p.installment_code, p.days_overdue
FROM work.tickets_plan p
WHERE (p.kind = 'installment' AND coalesce(p.days_overdue, 0) < 1) OR (p.kind = 'contract' AND coalesce(p.days_overdue, -1) < 0)
