-- Where a contract `c` with an overdue title belongs (R4.1), by its rule `r`, by whose its titles are, or by neither: `p`
-- is the standard.
SELECT CASE WHEN r.contract_request IS NOT NULL THEN r.contract_request
            WHEN c.overdue_titles > 0 AND c.buyers_titles = 0 THEN p.repasse_contract_request
            ELSE p.contract_request END AS to_request,
       r.contract_request IS NULL AND (c.overdue_titles = 0 OR c.buyers_titles > 0) AS is_standard
