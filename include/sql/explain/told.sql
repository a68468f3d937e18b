-- What was queued, sent or not of the status in which each ticket stands (R7.7): the last word on each channel.
SELECT DISTINCT ON (i.ticket_id, m.channel)
       i.ticket_id, m.channel, work.word(m.channel) AS name, m.state, work.word(m.state) AS says, m.skipped_reason,
       crm.rule_of_silence(m.state, m.skipped_reason) AS rule, m.as_of, m.not_before, m.sent_at
FROM crm.message_item i
JOIN crm.message m USING (message_id)
JOIN crm.ticket_state t ON t.ticket_id = i.ticket_id AND t.status_code = i.status_code
WHERE i.ticket_id = ANY (%(tickets)s)
ORDER BY i.ticket_id, m.channel, m.message_id DESC
