-- How much is staged, a table each.
SELECT 'contract', count(*) FROM work.stage_contract
UNION ALL SELECT 'refusal', count(*) FROM work.stage_refusal
UNION ALL SELECT 'phase_occurrence', count(*) FROM work.stage_phase_occurrence
UNION ALL SELECT 'contract_occurrence', count(*) FROM work.stage_contract_occurrence
UNION ALL SELECT 'installment', count(*) FROM work.stage_installment
UNION ALL SELECT 'extract', count(*) FROM work.stage_extract
UNION ALL SELECT 'renegotiation', count(*) FROM work.stage_renegotiation
UNION ALL SELECT 'participant', count(*) FROM work.stage_participant;
