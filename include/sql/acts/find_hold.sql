-- The hold of a contract in force now; there is at most one (R5.7).
SELECT hold_id, until_on, actor FROM crm.hold
WHERE (branch_code, contract_code) = (%(branch_code)s, %(contract_code)s) AND until_on >= work.as_of()
  AND valid_from <= work.moment() AND (valid_to IS NULL OR valid_to > work.moment());
