-- Customers of the contracts in scope whose channels are asked for: those who have no current channel of any
-- source that is asked, and the day's seventh.
SELECT l.customer_code, max(l.tax_id)
FROM work.fetch_scope s
JOIN work.stage_customer l USING (branch_code, contract_code)
WHERE l.customer_code IS NOT NULL
GROUP BY l.customer_code
HAVING bool_or(l.contract_code %% 7 = %(seventh)s) OR NOT EXISTS (
    SELECT FROM crm.customer_channel k
    WHERE k.customer_code = l.customer_code AND k.source = ANY (%(sources)s::text[]) AND k.valid_to IS NULL)
ORDER BY l.customer_code;
