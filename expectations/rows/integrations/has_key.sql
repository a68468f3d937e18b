-- A fact is a contract's or a customer's, and says whose (R4.5).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.status_code
FROM work.integrations_plan p
WHERE p.run_id = m.run_id AND p.action <> 'refuse'
  AND NOT coalesce(p.scope = 'contract' OR (p.scope = 'customer' AND p.customer_code IS NOT NULL), false)
