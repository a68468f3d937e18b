-- A customer's current addresses of a channel and source.
SELECT address FROM crm.customer_channel
WHERE (customer_code, channel, source) = (%(customer_code)s, %(channel)s, %(source)s) AND valid_to IS NULL
ORDER BY valid_from, address;
