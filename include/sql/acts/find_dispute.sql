-- The dispute of a title that is open; there is at most one (R5.8).
SELECT dispute_id, valid_from, actor FROM crm.dispute
WHERE (branch_code, contract_code, installment_code) = (%(branch_code)s, %(contract_code)s, %(installment_code)s)
  AND (valid_to IS NULL OR valid_to > work.moment());
