-- Queue what was planned: one message a contract ticket and channel, its titles its items (R7.10). Rows whose
-- ticket changed meanwhile are left out. Beyond the cap of one a customer, channel and day, the furthest step
-- goes first and the others wait a day each (R7.6).
CREATE TEMP TABLE told ON COMMIT DROP AS
SELECT p.* FROM work.contact_plan p JOIN crm.ticket_state t USING (ticket_id, version) WHERE t.closed_on IS NULL;

-- What was cancelled, skipped or failed does not count as told (R7.7): its key is free again.
UPDATE crm.message_item i SET dedupe_key = i.dedupe_key || '#' || i.message_id
FROM told, crm.message m
WHERE i.dedupe_key = told.dedupe_key AND m.message_id = i.message_id AND m.state IN ('cancelled', 'skipped', 'failed');

CREATE TEMP TABLE letter ON COMMIT DROP AS
SELECT contract_ticket_id, channel, action, skipped_reason, bool_or(test_mode) AS test_mode,
       row_number() OVER (PARTITION BY action, channel, customer_code
                          ORDER BY max(chain_position) DESC, contract_ticket_id) AS turn
FROM told GROUP BY contract_ticket_id, channel, action, skipped_reason, customer_code;

INSERT INTO crm.message (ticket_id, as_of, channel, test_mode, state, skipped_reason, not_before, queued_at)
SELECT l.contract_ticket_id, %(as_of)s, l.channel, l.test_mode,
       CASE l.action WHEN 'queue' THEN 'queued' ELSE 'skipped' END, l.skipped_reason,
       CASE WHEN l.action = 'queue' AND l.turn > 1 THEN (%(as_of)s + (l.turn - 1)::integer)::timestamptz END, work.moment()
FROM letter l
WHERE NOT EXISTS (
    SELECT FROM crm.message m
    WHERE (m.ticket_id, m.channel, m.as_of) = (l.contract_ticket_id, l.channel, %(as_of)s)
      AND ((l.action = 'queue' AND m.state = 'queued')
           OR (l.action = 'skip' AND m.state = 'skipped' AND m.skipped_reason = l.skipped_reason)))
ORDER BY l.contract_ticket_id, l.channel, l.action DESC, l.skipped_reason;

INSERT INTO crm.message_item (message_id, ticket_id, status_code, dedupe_key)
SELECT m.message_id, p.ticket_id, p.status_code, p.dedupe_key
FROM told p
JOIN crm.message m
    ON (m.ticket_id, m.channel, m.as_of) = (p.contract_ticket_id, p.channel, %(as_of)s)
    AND ((p.action = 'queue' AND m.state = 'queued')
         OR (p.action = 'skip' AND m.state = 'skipped' AND m.skipped_reason = p.skipped_reason));

SELECT count(*) AS applied FROM told;
