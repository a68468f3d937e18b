-- A title is told of a step once in its life on a channel (R7.7).
SELECT min(p.ticket_id) AS ticket_id, min(p.branch_code) AS branch_code, min(p.contract_code) AS contract_code,
       min(p.installment_code) AS installment_code, min(p.status_code) AS status_code, min(p.channel) AS channel
FROM work.contact_plan p WHERE p.action = 'queue' GROUP BY p.dedupe_key HAVING count(*) > 1
UNION ALL
SELECT p.ticket_id, p.branch_code, p.contract_code, p.installment_code, p.status_code, p.channel
FROM work.contact_plan p
JOIN crm.message_item i USING (dedupe_key)
JOIN crm.message g USING (message_id)
WHERE p.action = 'queue' AND g.state IN ('queued', 'sending', 'sent', 'uncertain')
