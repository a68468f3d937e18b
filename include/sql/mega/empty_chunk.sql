-- What an earlier try of the chunk staged goes, whatever it was.
WITH gone AS (
    DELETE FROM work.stage_extract WHERE chunk = %(chunk)s RETURNING branch_code, contract_code
), installments AS (
    DELETE FROM work.stage_installment s USING gone g
    WHERE (g.branch_code, g.contract_code) = (s.branch_code, s.contract_code)
), renegotiations AS (
    DELETE FROM work.stage_renegotiation s USING gone g
    WHERE (g.branch_code, g.contract_code) = (s.branch_code, s.contract_code)
)
DELETE FROM work.stage_participant s USING gone g
WHERE (g.branch_code, g.contract_code) = (s.branch_code, s.contract_code);
