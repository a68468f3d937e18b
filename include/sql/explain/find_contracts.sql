-- The branches in which a contract code stands. Branches are few: each is looked up by the key.
WITH RECURSIVE branch AS (
    SELECT min(branch_code) AS branch_code FROM mega.contract
    UNION ALL
    SELECT (SELECT min(c.branch_code) FROM mega.contract c WHERE c.branch_code > b.branch_code)
    FROM branch b WHERE b.branch_code IS NOT NULL
)
SELECT c.branch_code, work.word(c.status_code) AS status, c.development_code
FROM branch JOIN mega.contract c USING (branch_code)
WHERE c.contract_code = %(contract_code)s
ORDER BY c.branch_code
