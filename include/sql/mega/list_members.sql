-- A chunk's contracts, and the proposals of the same code in other branches, as listed or mirrored (R3.11).
WITH known AS (
    SELECT branch_code, contract_code, proposal_code FROM work.stage_contract
    UNION ALL
    SELECT branch_code, contract_code, proposal_code FROM mega.contract m
    WHERE NOT EXISTS (SELECT FROM work.stage_contract l
                      WHERE (l.branch_code, l.contract_code) = (m.branch_code, m.contract_code))
)
SELECT s.branch_code, s.contract_code, s.proposal_code, s.why, s.wants_participants,
       coalesce(array_agg(k.proposal_code ORDER BY k.branch_code) FILTER (WHERE k.contract_code IS NOT NULL), '{}')
FROM work.fetch_scope s
LEFT JOIN known k ON k.contract_code = s.contract_code AND k.branch_code <> s.branch_code
WHERE s.chunk = %(chunk)s
GROUP BY s.branch_code, s.contract_code
ORDER BY s.branch_code, s.contract_code;
