-- Each key is planned once (R3.1, R3.3).
SELECT p.kind, p.branch_code, p.contract_code, p.installment_code, p.occurrence_kind, p.occurrence_code
FROM work.tickets_plan p
GROUP BY p.kind, p.branch_code, p.contract_code, p.installment_code, p.occurrence_kind, p.occurrence_code
HAVING count(*) > 1
