-- A branch that the settings do not list keeps only the national holidays (R2.2).
SELECT s.branch_code, count(*) AS contracts
FROM work.stage_contract s LEFT JOIN work.branch b USING (branch_code)
WHERE b.branch_code IS NULL GROUP BY s.branch_code
