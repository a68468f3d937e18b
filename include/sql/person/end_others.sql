-- Current addresses of a channel and source that are not among the new ones were valid until now.
UPDATE crm.customer_channel SET valid_to = %(now)s
WHERE (customer_code, channel, source) = (%(customer_code)s, %(channel)s, %(source)s) AND valid_to IS NULL
  AND address <> ALL (%(addresses)s::text[]);
