-- One message a contract ticket, channel and day: to one customer, and none left today already (R7.10).
SELECT p.contract_ticket_id, p.branch_code, p.contract_code, p.channel
FROM work.contact_plan p
WHERE p.action = 'queue'
GROUP BY p.contract_ticket_id, p.branch_code, p.contract_code, p.channel
HAVING count(DISTINCT coalesce(p.customer_code, -1)) > 1 OR EXISTS (
    SELECT FROM crm.message g
    WHERE (g.ticket_id, g.channel, g.as_of) = (p.contract_ticket_id, p.channel, m.as_of)
      AND g.state IN ('sending', 'sent', 'uncertain'))
