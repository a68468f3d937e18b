-- A stop ends now, and what has aged of what it held is cancelled with it (R7.13): queued messages none of whose titles
-- still stands, open, in the step spoken of. A message that somebody holds right now is passed over, so that nobody is
-- waited for; whoever sends it looks at its titles again (R7.12).
CREATE TEMP TABLE ended ON COMMIT DROP AS
WITH done AS (
    UPDATE crm.contact_stop SET
        valid_to = greatest(valid_from, work.moment()), ended_by = %(actor)s, ended_role = %(role)s, ended_reason = %(reason)s
    WHERE stop_id = %(stop_id)s AND valid_to IS NULL
    RETURNING stop_id, scope, channel, development_code
) SELECT * FROM done;

CREATE TEMP TABLE aged ON COMMIT DROP AS
SELECT m.message_id
FROM ended e
CROSS JOIN crm.message m
JOIN crm.ticket_state t USING (ticket_id)
LEFT JOIN mega.contract c USING (branch_code, contract_code)
WHERE m.state = 'queued' AND (e.scope = 'all' OR m.channel = e.channel OR c.development_code = e.development_code)
  AND EXISTS (SELECT FROM crm.message_item i WHERE i.message_id = m.message_id)
  AND NOT EXISTS (SELECT FROM crm.message_item i JOIN crm.ticket_state s USING (ticket_id, status_code)
                  WHERE i.message_id = m.message_id AND s.closed_on IS NULL)
FOR NO KEY UPDATE OF m SKIP LOCKED;

UPDATE crm.message m SET state = 'cancelled', skipped_reason = 'mudou durante a parada'
FROM aged WHERE m.message_id = aged.message_id AND m.state = 'queued';

UPDATE crm.contact_stop s SET cancelled = (SELECT count(*) FROM aged)
FROM ended WHERE s.stop_id = ended.stop_id
RETURNING s.cancelled;
