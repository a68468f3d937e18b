-- Each channel of a contract: whether there is an address, and whether it is blocked (R4.8, R7.11). No address is read.
SELECT k.channel, work.word(k.channel) AS name,
       EXISTS (SELECT FROM mega.contract c JOIN crm.customer_channel a USING (customer_code)
               WHERE (c.branch_code, c.contract_code) = (%(branch_code)s, %(contract_code)s) AND a.channel = k.channel
                 AND a.bounced_at IS NULL AND a.valid_from <= work.moment()
                 AND (a.valid_to IS NULL OR a.valid_to > work.moment())) AS has_address,
       EXISTS (SELECT FROM work.blocked_channel b
               WHERE (b.branch_code, b.contract_code) = (%(branch_code)s, %(contract_code)s)
                 AND b.channel = k.channel) AS is_blocked
FROM (VALUES ('email'), ('sms'), ('whatsapp'), ('phone')) k (channel)
