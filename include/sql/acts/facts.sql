-- The dated facts that hold of a ticket now (R4.9): of its contract, its customer, its title.
WITH ticket AS (
    SELECT t.branch_code, t.contract_code, t.installment_code, c.customer_code
    FROM crm.ticket_state t LEFT JOIN mega.contract c USING (branch_code, contract_code)
    WHERE t.ticket_id = %(ticket_id)s
), fact AS (
    SELECT 'hold' AS what, NULL AS value, 'contract' AS scope, h.until_on, h.valid_from, h.valid_to, h.actor, h.reason
    FROM ticket JOIN crm.hold h USING (branch_code, contract_code) WHERE h.until_on >= work.as_of()
    UNION ALL
    SELECT 'promise', p.amount::text, 'contract', p.promised_on, p.valid_from, p.valid_to, p.actor, p.reason
    FROM ticket JOIN crm.promise p USING (branch_code, contract_code) WHERE p.promised_on >= work.as_of()
    UNION ALL
    SELECT 'dispute', d.installment_code::text, 'installment', NULL, d.valid_from, d.valid_to, d.actor, d.reason
    FROM ticket t JOIN crm.dispute d USING (branch_code, contract_code)
    WHERE t.installment_code IS NULL OR t.installment_code = d.installment_code
    UNION ALL
    SELECT m.what, m.value, m.scope, NULL, m.valid_from, m.valid_to, m.actor, m.reason
    FROM ticket t JOIN crm.mark m
        ON (m.scope = 'contract' AND (m.branch_code, m.contract_code) = (t.branch_code, t.contract_code))
        OR (m.scope = 'customer' AND m.customer_code = t.customer_code)
    UNION ALL
    SELECT 'block', b.block_code, b.scope, NULL, b.valid_from, b.valid_to, b.actor, b.reason
    FROM ticket t JOIN crm.block b
        ON (b.scope = 'contract' AND (b.branch_code, b.contract_code) = (t.branch_code, t.contract_code))
        OR (b.scope = 'customer' AND b.customer_code = t.customer_code)
)
SELECT * FROM fact
WHERE valid_from <= work.moment() AND (valid_to IS NULL OR valid_to > work.moment())
ORDER BY valid_from, what, value;
