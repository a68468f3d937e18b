-- Where a customer lives: what is said replaces, what is not said stays.
UPDATE crm.customer SET state = coalesce(%(state)s, state), city = coalesce(%(city)s, city)
WHERE customer_code = %(customer_code)s;
