-- Whether the mirror knows a contract, and whose it is.
SELECT branch_code, customer_code FROM mega.contract
WHERE (branch_code, contract_code) = (%(branch_code)s, %(contract_code)s);
