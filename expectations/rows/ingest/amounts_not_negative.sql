-- No amount of a title is negative.
SELECT s.branch_code, s.contract_code, s.installment_code
FROM work.stage_installment s
WHERE least(s.original, s.corrected, s.fine, s.late_charge, s.interest, s.discount, s.fees, s.paid) < 0
  AND NOT EXISTS (
      SELECT FROM work.ingest_plan f
      WHERE f.action = 'failed' AND (f.branch_code, f.contract_code) = (s.branch_code, s.contract_code))
