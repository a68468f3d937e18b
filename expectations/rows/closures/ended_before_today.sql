-- A contract's own cause counts from the day after its date (R2.6, R6.3).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.cause, p.terminal_on
FROM work.closures_plan p
WHERE p.cause IN ('distrato', 'transfer', 'cession') AND p.terminal_on >= m.as_of
