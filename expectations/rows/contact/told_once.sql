-- A title is told of a step once in its life on a channel (R7.7).
SELECT p.ticket_id, p.branch_code, p.contract_code, p.installment_code, p.status_code, p.channel
FROM (
    SELECT q.*, count(*) OVER (PARTITION BY dedupe_key) AS times FROM work.contact_plan q WHERE q.action = 'queue'
) p
WHERE p.times > 1 OR EXISTS (
    SELECT FROM crm.message_item i JOIN crm.message g USING (message_id)
    WHERE i.dedupe_key = p.dedupe_key AND g.state IN ('queued', 'sending', 'sent', 'uncertain'))
