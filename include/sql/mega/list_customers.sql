-- Customers of the contracts in scope whose channels are asked for, and of which sources: those that have no
-- current channel of it, and all of them in the day's seventh.
WITH customer AS (
    SELECT l.customer_code, max(l.tax_id) AS tax_id, bool_or(l.contract_code %% 7 = %(seventh)s) AS is_seventh
    FROM work.fetch_scope s
    JOIN work.stage_contract l USING (branch_code, contract_code)
    WHERE l.customer_code IS NOT NULL
    GROUP BY l.customer_code
)
SELECT c.customer_code, c.tax_id, array_agg(source)
FROM customer c
CROSS JOIN unnest(%(sources)s::text[]) AS source
WHERE c.is_seventh OR NOT EXISTS (
    SELECT FROM crm.customer_channel k
    WHERE k.customer_code = c.customer_code AND k.source = source AND k.valid_to IS NULL)
GROUP BY c.customer_code, c.tax_id
ORDER BY c.customer_code;
