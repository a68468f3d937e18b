-- What ingest would do with each contract: refresh its mirror, only note that it was listed, or leave it
-- as it is because its extract failed (R8.8).
TRUNCATE work.ingest_plan;
ANALYZE work.stage_contract, work.stage_installment, work.stage_extract, work.stage_phase_occurrence;

-- Open rows of the mirror by contract, and how many of them the answer lacks.
CREATE TEMP TABLE mirrored ON COMMIT DROP AS
SELECT i.branch_code, i.contract_code, count(*) AS open_before,
       count(*) FILTER (WHERE s.installment_code IS NULL) AS open_missing
FROM mega.installment i
LEFT JOIN work.stage_installment s USING (branch_code, contract_code, installment_code)
WHERE NOT i.is_settled AND NOT i.is_inactive
  AND (i.missing_on IS NULL OR EXISTS (
      SELECT FROM mega.contract c
      WHERE (c.branch_code, c.contract_code) = (i.branch_code, i.contract_code) AND c.rows_on <= i.missing_on))
GROUP BY i.branch_code, i.contract_code;
ANALYZE mirrored;

INSERT INTO work.ingest_plan (branch_code, contract_code, action, status_code, row_count, row_count_before,
    rows_before_on, open_before, open_missing, has_open_ticket, endpoint, field, why)
WITH ticketed AS (
    SELECT branch_code, contract_code FROM crm.ticket_state WHERE kind = 'contract' AND closed_on IS NULL
), refused AS (
    SELECT DISTINCT ON (branch_code, contract_code) branch_code, contract_code, endpoint, field, why
    FROM (
        SELECT branch_code, contract_code, endpoint, field, why FROM work.stage_extract WHERE why IS NOT NULL
        UNION ALL
        SELECT branch_code, contract_code, endpoint, field, why FROM work.stage_refusal
        WHERE branch_code IS NOT NULL AND contract_code IS NOT NULL
        UNION ALL
        SELECT branch_code, contract_code, 'phase_occurrences', 'phase_code',
               format('phase %%L is not in the settings: add it to the phases', phase_code)
        FROM work.stage_phase_occurrence o
        WHERE NOT EXISTS (SELECT FROM work.phase p WHERE p.phase_code = o.phase_code)
        UNION ALL
        SELECT branch_code, contract_code, 'rows', NULL, 'the answer has no row, though the contract has open tickets'
        FROM work.stage_extract JOIN ticketed USING (branch_code, contract_code) WHERE row_count = 0
        UNION ALL
        SELECT branch_code, contract_code, 'rows', NULL,
               format('the answer lacks %%s of %%s open rows of a contract with open tickets', open_missing, open_before)
        FROM mirrored
        JOIN ticketed USING (branch_code, contract_code)
        JOIN work.stage_extract USING (branch_code, contract_code)
        WHERE open_missing * 2 > open_before
    ) r
    ORDER BY branch_code, contract_code, endpoint, why
), seen AS (
    SELECT branch_code, contract_code FROM work.stage_contract
    UNION SELECT branch_code, contract_code FROM work.stage_extract
    UNION SELECT branch_code, contract_code FROM refused
)
SELECT branch_code, contract_code,
       CASE WHEN r.why IS NOT NULL THEN 'failed'
            WHEN e.contract_code IS NULL THEN 'listed'
            WHEN c.rows_on IS NULL THEN 'new' ELSE 'refresh' END,
       coalesce(l.status_code, c.status_code), e.row_count,
       CASE WHEN c.rows_on < %(as_of)s THEN c.row_count END,
       CASE WHEN c.rows_on < %(as_of)s THEN c.rows_on END,
       coalesce(m.open_before, 0), coalesce(m.open_missing, 0), t.contract_code IS NOT NULL,
       r.endpoint, r.field, r.why
FROM seen
LEFT JOIN work.stage_contract l USING (branch_code, contract_code)
LEFT JOIN work.stage_extract e USING (branch_code, contract_code)
LEFT JOIN mega.contract c USING (branch_code, contract_code)
LEFT JOIN mirrored m USING (branch_code, contract_code)
LEFT JOIN refused r USING (branch_code, contract_code)
LEFT JOIN ticketed t USING (branch_code, contract_code);

ANALYZE work.ingest_plan;
