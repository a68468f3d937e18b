-- An address, unless it is current already.
INSERT INTO crm.customer_channel (customer_code, channel, address, source, priority, valid_from)
SELECT %(customer_code)s, %(channel)s, %(address)s, %(source)s, %(priority)s, %(now)s
WHERE NOT EXISTS (
    SELECT FROM crm.customer_channel
    WHERE (customer_code, channel, address, source) = (%(customer_code)s, %(channel)s, %(address)s, %(source)s)
      AND valid_to IS NULL)
ON CONFLICT DO NOTHING;
