-- Nothing is staged twice; what a failed extract left behind does not count.
SELECT s.staged, s.branch_code, s.contract_code, s.code
FROM (
    SELECT 'contract' AS staged, branch_code, contract_code, NULL::bigint AS code
    FROM work.stage_contract GROUP BY branch_code, contract_code HAVING count(*) > 1
    UNION ALL
    SELECT 'extract', branch_code, contract_code, NULL
    FROM work.stage_extract GROUP BY branch_code, contract_code HAVING count(*) > 1
    UNION ALL
    SELECT 'installment', branch_code, contract_code, installment_code
    FROM work.stage_installment GROUP BY branch_code, contract_code, installment_code HAVING count(*) > 1
    UNION ALL
    SELECT 'renegotiation', branch_code, contract_code, renegotiation_code
    FROM work.stage_renegotiation GROUP BY branch_code, contract_code, renegotiation_code HAVING count(*) > 1
    UNION ALL
    SELECT 'participant', branch_code, contract_code, participant_code
    FROM work.stage_participant GROUP BY branch_code, contract_code, participant_code HAVING count(*) > 1
    UNION ALL
    SELECT 'phase_occurrence', min(branch_code), min(contract_code), occurrence_code
    FROM work.stage_phase_occurrence GROUP BY occurrence_code HAVING count(*) > 1
    UNION ALL
    SELECT 'contract_occurrence', min(branch_code), min(contract_code), occurrence_code
    FROM work.stage_contract_occurrence GROUP BY occurrence_code HAVING count(*) > 1
) s
WHERE NOT EXISTS (
    SELECT FROM work.ingest_plan f
    WHERE f.action = 'failed' AND (f.branch_code, f.contract_code) = (s.branch_code, s.contract_code))
