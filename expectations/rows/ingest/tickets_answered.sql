-- An answer that lacks a ticketed contract's rows is a failed extract, never a refreshed one (R6.3).
SELECT p.branch_code, p.contract_code, p.action
FROM work.ingest_plan p
WHERE p.action <> 'failed' AND p.has_open_ticket AND p.row_count IS NOT NULL
  AND (p.row_count = 0 OR p.open_missing * 2 > p.open_before)
