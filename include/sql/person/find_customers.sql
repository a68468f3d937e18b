-- Which of these customers are known.
SELECT customer_code FROM crm.customer WHERE customer_code = ANY (%(codes)s::bigint[]);
