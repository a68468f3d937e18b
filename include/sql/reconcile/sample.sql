-- The contracts that the batch's take reads anew (R8.1): 1 %%, at least 200, another choice each day.
TRUNCATE work.fetch_scope, work.stage_installment, work.stage_extract, work.stage_renegotiation, work.stage_participant;

INSERT INTO work.fetch_scope (branch_code, contract_code, proposal_code, chunk, why, wants_participants)
WITH candidate AS (
    SELECT c.branch_code, c.contract_code, c.proposal_code,
           row_number() OVER (ORDER BY hashtextextended(c.branch_code || '/' || c.contract_code, %(as_of)s::date - date '2000-01-01'),
                              c.branch_code, c.contract_code) AS place,
           count(*) OVER () AS candidates
    FROM mega.contract c
    WHERE c.rows_on = %(as_of)s AND EXISTS (
        SELECT FROM crm.ticket_state t
        WHERE t.kind = 'contract' AND t.closed_on IS NULL
          AND (t.branch_code, t.contract_code) = (c.branch_code, c.contract_code))
), chosen AS (
    SELECT contract_code FROM candidate WHERE place <= greatest(200, ceil(candidates / 100.0))
)
SELECT c.branch_code, c.contract_code, c.proposal_code, 0, 'sample', false
FROM mega.contract c
WHERE c.contract_code IN (SELECT contract_code FROM chosen) AND c.rows_on = %(as_of)s;

SELECT count(*) FROM work.fetch_scope;
