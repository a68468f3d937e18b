-- What people set that holds of a contract now, or will (R4.9): holds, disputes, promises, marks, blocks.
WITH contract AS (
    SELECT branch_code, contract_code, customer_code FROM mega.contract
    WHERE (branch_code, contract_code) = (%(branch_code)s, %(contract_code)s)
), fact AS (
    SELECT f.kind, f.rule, NULL::bigint AS installment_code, f.what, f.scope, f.valid_from, f.valid_to, f.actor,
           f.reason, f.ticket_id
    FROM contract c JOIN crm.dated_fact f
        ON f.scope = 'contract' AND (f.branch_code, f.contract_code) = (c.branch_code, c.contract_code)
    UNION ALL
    SELECT f.kind, f.rule, NULL, f.what, f.scope, f.valid_from, f.valid_to, f.actor, f.reason, f.ticket_id
    FROM contract c JOIN crm.dated_fact f ON f.scope = 'customer' AND f.customer_code = c.customer_code
    UNION ALL
    SELECT 'dispute', 'R5.8', d.installment_code, format('parcela %%s em contestação', d.installment_code), 'contract',
           d.valid_from, d.valid_to, d.actor, d.reason, d.ticket_id
    FROM contract c JOIN crm.dispute d USING (branch_code, contract_code)
    UNION ALL
    SELECT 'promise', 'R5.9', NULL,
           format('promessa de %%s até %%s', work.told_amount(m.amount), work.told_day(m.promised_on)), 'contract',
           m.valid_from, coalesce(m.valid_to, (m.promised_on + 1)::timestamptz), m.actor, m.reason, m.ticket_id
    FROM contract c JOIN crm.promise m USING (branch_code, contract_code)
)
SELECT * FROM fact WHERE valid_to IS NULL OR valid_to > work.moment() ORDER BY valid_from, kind
