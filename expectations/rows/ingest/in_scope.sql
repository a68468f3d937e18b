-- Every staged row belongs to a contract whose rows were asked for (R3.2), and every answer was asked for.
SELECT s.staged, s.branch_code, s.contract_code
FROM (
    SELECT 'installment' AS staged, branch_code, contract_code FROM work.stage_installment
    LEFT JOIN work.stage_extract e USING (branch_code, contract_code) WHERE e.chunk IS NULL
    UNION ALL
    SELECT 'renegotiation', branch_code, contract_code FROM work.stage_renegotiation
    LEFT JOIN work.stage_extract e USING (branch_code, contract_code) WHERE e.chunk IS NULL
    UNION ALL
    SELECT 'participant', branch_code, contract_code FROM work.stage_participant
    LEFT JOIN work.stage_extract e USING (branch_code, contract_code) WHERE e.chunk IS NULL
    UNION ALL
    SELECT 'extract', branch_code, contract_code FROM work.stage_extract
    LEFT JOIN work.fetch_scope w USING (branch_code, contract_code) WHERE w.chunk IS NULL AND m.is_fetched
) s
WHERE NOT EXISTS (
    SELECT FROM work.ingest_plan f
    WHERE f.action = 'failed' AND (f.branch_code, f.contract_code) = (s.branch_code, s.contract_code))
