-- Nobody is told of a ticket that leaves its request (R4.2): `leaving` holds such tickets. A message of which others
-- stay goes without it; what is taken out stands in a cancelled one of its own, so that its step is not told (R7.7).
SET LOCAL enable_nestloop = on;
CREATE TEMP TABLE unsaid ON COMMIT DROP AS
SELECT message_id, i.ticket_id, l.ticket_id IS NOT NULL AS leaves,
       count(l.ticket_id) OVER (PARTITION BY message_id) = count(*) OVER (PARTITION BY message_id) AS is_all
FROM crm.message m
JOIN crm.message_item i USING (message_id)
LEFT JOIN leaving l ON l.ticket_id = i.ticket_id
WHERE m.state = 'queued'
  AND EXISTS (SELECT FROM crm.message_item x JOIN leaving USING (ticket_id) WHERE x.message_id = m.message_id);
DELETE FROM unsaid WHERE NOT leaves;
ANALYZE unsaid;

UPDATE crm.message m SET state = 'cancelled', skipped_reason = 'roteada'
FROM (SELECT DISTINCT message_id FROM unsaid WHERE is_all) u
WHERE m.message_id = u.message_id AND m.state = 'queued';

WITH apart AS (
    INSERT INTO crm.message (ticket_id, as_of, channel, test_mode, state, skipped_reason, queued_at)
    SELECT m.ticket_id, m.as_of, m.channel, m.test_mode, 'cancelled', 'roteada', m.queued_at
    FROM crm.message m JOIN (SELECT DISTINCT message_id FROM unsaid WHERE NOT is_all) u USING (message_id)
    WHERE m.state = 'queued'
    RETURNING message_id, ticket_id, as_of, channel
)
UPDATE crm.message_item i SET message_id = apart.message_id
FROM unsaid u
JOIN crm.message m USING (message_id)
JOIN apart ON (apart.ticket_id, apart.as_of, apart.channel) = (m.ticket_id, m.as_of, m.channel)
WHERE i.message_id = u.message_id AND i.ticket_id = u.ticket_id AND NOT u.is_all;
