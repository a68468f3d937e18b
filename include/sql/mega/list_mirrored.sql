-- The installments that the mirror has of some contracts.
SELECT branch_code, contract_code, array_agg(installment_code)
FROM mega.installment
JOIN unnest(%(branches)s::integer[], %(contracts)s::bigint[]) AS k (branch_code, contract_code)
    USING (branch_code, contract_code)
GROUP BY branch_code, contract_code;
