-- The customer of each listed contract (R3.8): its principal participant, as read now or as mirrored; the one that the
-- listing names where none is known. Of two principals the one with the lower code.
CREATE VIEW work.stage_customer AS
WITH principal AS (
    SELECT DISTINCT ON (branch_code, contract_code) branch_code, contract_code, participant_code, name, tax_id
    FROM (
        SELECT branch_code, contract_code, participant_code, name, tax_id FROM work.stage_participant WHERE is_principal
        UNION ALL
        SELECT branch_code, contract_code, participant_code, name, tax_id FROM mega.participant m
        WHERE is_principal AND NOT EXISTS (
            SELECT FROM work.stage_participant s
            WHERE (s.branch_code, s.contract_code) = (m.branch_code, m.contract_code))
    ) p
    ORDER BY branch_code, contract_code, participant_code
)
SELECT l.branch_code, l.contract_code, coalesce(p.participant_code, l.customer_code) AS customer_code,
       CASE WHEN p.participant_code IS NULL THEN l.customer_name ELSE p.name END AS customer_name,
       CASE WHEN p.participant_code IS NULL THEN l.tax_id ELSE p.tax_id END AS tax_id
FROM work.stage_contract l LEFT JOIN principal p USING (branch_code, contract_code);
