-- A due date is one that a contract can have: 1950 to 2100.
SELECT s.branch_code, s.contract_code, s.installment_code, s.due_on
FROM work.stage_installment s
WHERE (s.due_on < date '1950-01-01' OR s.due_on > date '2100-12-31')
  AND NOT EXISTS (
      SELECT FROM work.ingest_plan f
      WHERE f.action = 'failed' AND (f.branch_code, f.contract_code) = (s.branch_code, s.contract_code))
