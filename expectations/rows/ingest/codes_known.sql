-- A coded field holds a known value, or its contract is left out by name (R2.5, R3.9).
SELECT s.branch_code, s.contract_code, s.field, s.code
FROM (
    SELECT branch_code, contract_code, 'status_code' AS field, status_code AS code FROM work.stage_contract
    WHERE status_code NOT IN ('A', 'U', 'Q', 'D', 'T', 'C')
    UNION ALL
    SELECT branch_code, contract_code, 'action', action FROM work.ingest_plan
    WHERE action NOT IN ('new', 'refresh', 'listed', 'failed')
    UNION ALL
    SELECT branch_code, contract_code, 'renegotiation', status FROM work.stage_renegotiation
    WHERE status NOT IN ('approved', 'refused', 'studied')
    UNION ALL
    SELECT o.branch_code, o.contract_code, 'phase_code', o.phase_code
    FROM work.stage_phase_occurrence o LEFT JOIN work.phase p USING (phase_code) WHERE p.phase_code IS NULL
    UNION ALL
    SELECT o.branch_code, o.contract_code, 'occurrence_type', o.type
    FROM work.stage_contract_occurrence o LEFT JOIN work.occurrence_type t USING (type)
    WHERE t.cause IS DISTINCT FROM o.cause
) s
WHERE NOT EXISTS (
    SELECT FROM work.ingest_plan f
    WHERE f.action = 'failed' AND (f.branch_code, f.contract_code) = (s.branch_code, s.contract_code))
