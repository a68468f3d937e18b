-- A contract that was refused in a listing is not listed.
DELETE FROM work.stage_contract s USING work.stage_refusal r
WHERE r.endpoint = 'DadosContrato' AND (r.branch_code, r.contract_code) = (s.branch_code, s.contract_code);
