-- Contracts that are listed twice are refused by name: which of the two is true cannot be told.
INSERT INTO work.stage_refusal (branch_code, contract_code, endpoint, field, value, why)
SELECT branch_code, contract_code, 'DadosContrato', 'cod_contrato', contract_code::text,
       'the same contract is listed twice'
FROM work.stage_contract
GROUP BY branch_code, contract_code
HAVING count(*) > 1
RETURNING *;
