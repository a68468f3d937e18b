-- Carry out what was planned and is still the ticket that was planned on, each entering once: the facts with their
-- dates (R4.9), an event, the end of action tickets (R4.6), and no message to whom it may not go to any more.
SET LOCAL enable_nestloop = on;

CREATE TEMP TABLE taken ON COMMIT DROP AS
SELECT t.ticket_id, t.version FROM crm.ticket_state t
WHERE t.ticket_id IN (SELECT ticket_id FROM work.integrations_plan WHERE run_id = %(run_id)s)
ORDER BY t.ticket_id FOR NO KEY UPDATE;
CREATE TEMP TABLE handled ON COMMIT DROP AS
SELECT p.*, d.actor, d.reason
FROM work.integrations_plan p
JOIN taken USING (ticket_id, version)
JOIN crm.integration_due d ON d.event_id = p.event_id
WHERE p.run_id = %(run_id)s;

-- A fact has the key of its scope. What begins or ends at a moment ends what was in force then; what was set later
-- already stands after it.
CREATE TEMP TABLE effect ON COMMIT DROP AS
SELECT event_id, entered_at, action, what, value, scope, actor, reason, ticket_id,
       CASE scope WHEN 'contract' THEN branch_code END AS branch_code,
       CASE scope WHEN 'contract' THEN contract_code END AS contract_code, customer_code,
       lead(entered_at) OVER (PARTITION BY what, scope, CASE scope WHEN 'contract' THEN branch_code END,
           CASE scope WHEN 'contract' THEN contract_code END, customer_code ORDER BY entered_at, event_id) AS until_at,
       method IN ('collection_status', 'category') AS is_mark
FROM handled WHERE action <> 'refuse';
ANALYZE handled, effect;

UPDATE crm.mark m SET valid_to = e.at
FROM (
    SELECT m.mark_id, min(e.entered_at) AS at
    FROM effect e
    JOIN crm.mark m ON (m.scope = 'contract' AND (m.branch_code, m.contract_code) = (e.branch_code, e.contract_code))
        OR (m.scope = 'customer' AND m.customer_code = e.customer_code)
    WHERE e.is_mark AND (m.what, m.scope) = (e.what, e.scope) AND m.valid_from <= e.entered_at
      AND (m.valid_to IS NULL OR m.valid_to > e.entered_at)
    GROUP BY m.mark_id
) e
WHERE m.mark_id = e.mark_id;

INSERT INTO crm.mark (what, value, scope, branch_code, contract_code, customer_code, valid_from, valid_to, actor, reason,
    ticket_id)
SELECT e.what, e.value, e.scope, e.branch_code, e.contract_code, e.customer_code, e.entered_at,
       least(e.until_at, later.at), e.actor, e.reason, e.ticket_id
FROM effect e
CROSS JOIN LATERAL (
    SELECT min(m.valid_from) AS at FROM crm.mark m
    WHERE ((m.scope = 'contract' AND (m.branch_code, m.contract_code) = (e.branch_code, e.contract_code))
           OR (m.scope = 'customer' AND m.customer_code = e.customer_code))
      AND (m.what, m.scope) = (e.what, e.scope) AND m.valid_from > e.entered_at
) later
WHERE e.is_mark AND e.action = 'set' AND e.until_at IS DISTINCT FROM e.entered_at
ORDER BY e.entered_at, e.event_id, e.scope;

UPDATE crm.block b SET valid_to = e.at
FROM (
    SELECT b.block_id, min(e.entered_at) AS at
    FROM effect e
    JOIN crm.block b ON (b.scope = 'contract' AND (b.branch_code, b.contract_code) = (e.branch_code, e.contract_code))
        OR (b.scope = 'customer' AND b.customer_code = e.customer_code)
    WHERE NOT e.is_mark AND (b.block_code, b.scope) = (e.what, e.scope) AND b.valid_from <= e.entered_at
      AND (b.valid_to IS NULL OR b.valid_to > e.entered_at)
    GROUP BY b.block_id
) e
WHERE b.block_id = e.block_id;

INSERT INTO crm.block (block_code, scope, branch_code, contract_code, customer_code, valid_from, valid_to, actor, reason,
    ticket_id)
SELECT e.what, e.scope, e.branch_code, e.contract_code, e.customer_code, e.entered_at,
       least(e.until_at, later.at), e.actor, e.reason, e.ticket_id
FROM effect e
CROSS JOIN LATERAL (
    SELECT min(b.valid_from) AS at FROM crm.block b
    WHERE ((b.scope = 'contract' AND (b.branch_code, b.contract_code) = (e.branch_code, e.contract_code))
           OR (b.scope = 'customer' AND b.customer_code = e.customer_code))
      AND (b.block_code, b.scope) = (e.what, e.scope) AND b.valid_from > e.entered_at
) later
WHERE NOT e.is_mark AND e.action = 'set' AND e.until_at IS DISTINCT FROM e.entered_at
ORDER BY e.entered_at, e.event_id, e.scope;

-- The story: what was carried out, and since when it holds; then the end of what was only opened for it.
CREATE TEMP TABLE carried ON COMMIT DROP AS
SELECT event_id, ticket_id, kind, request_code, status_code, entered_at, method,
       coalesce(string_agg(DISTINCT coalesce(value, nullif(what, method)), ', '), 'limpar') AS value,
       CASE WHEN count(DISTINCT scope) > 1 THEN 'both' ELSE min(scope) END AS scope
FROM handled WHERE action <> 'refuse'
GROUP BY event_id, ticket_id, kind, request_code, status_code, entered_at, method;

UPDATE crm.ticket_state t SET
    closed_on = %(as_of)s, closing_reason = 'executada', updated_on = %(as_of)s, version = t.version + 1
FROM (SELECT DISTINCT ticket_id FROM carried WHERE kind = 'action') c
WHERE t.ticket_id = c.ticket_id AND t.closed_on IS NULL;

INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, from_request, to_request, from_status, to_status,
    reason, rule, actor, late, settings_hash, run_id, details)
SELECT e.ticket_id, %(as_of)s, work.moment(), e.kind, e.request, e.request, e.status, e.status, e.reason, e.rule,
       a.machine_actor, %(late)s, work.settings_hash(), %(run_id)s, e.details
FROM (
    SELECT ticket_id, event_id, 1 AS place, 'integrated' AS kind, NULL AS request, NULL AS status, value AS reason,
           'R4.5' AS rule, jsonb_build_object('method', method, 'value', value, 'scope', scope, 'status', status_code,
               'entered_event', event_id, 'valid_from', entered_at) AS details
    FROM carried
    UNION ALL
    SELECT ticket_id, max(event_id), 2, 'closed', min(request_code), min(status_code), 'executada', 'R4.6', NULL
    FROM carried WHERE kind = 'action' GROUP BY ticket_id
) e
CROSS JOIN work.parameter a
ORDER BY e.event_id, e.place;

DELETE FROM crm.integration_due d USING carried c WHERE d.event_id = c.event_id;

-- Contracts that are marked, freed or blocked by it, and what is queued for them.
CREATE TEMP TABLE marked ON COMMIT DROP AS
SELECT branch_code, contract_code FROM effect WHERE scope = 'contract'
UNION
SELECT c.branch_code, c.contract_code FROM effect e JOIN mega.contract c USING (customer_code) WHERE e.scope = 'customer';
ANALYZE marked;
CREATE TEMP TABLE queued ON COMMIT DROP AS
SELECT m.message_id, m.channel, t.branch_code, t.contract_code
FROM marked
JOIN crm.ticket_state t USING (branch_code, contract_code)
JOIN crm.message m USING (ticket_id)
WHERE m.state = 'queued';
ANALYZE queued;

UPDATE crm.message m SET state = 'cancelled', skipped_reason = 'bloqueio'
FROM queued q JOIN work.blocked_channel b USING (branch_code, contract_code, channel)
WHERE m.message_id = q.message_id AND m.state = 'queued';

SET LOCAL enable_nestloop = off;
CREATE TEMP TABLE contract_rule ON COMMIT DROP AS
SELECT r.* FROM work.contract_route r JOIN queued USING (branch_code, contract_code);
SET LOCAL enable_nestloop = on;
CREATE TEMP TABLE leaving ON COMMIT DROP AS
SELECT DISTINCT t.ticket_id
FROM queued q
JOIN crm.message_item m USING (message_id)
JOIN crm.ticket_state t ON t.ticket_id = m.ticket_id
JOIN mega.installment i
    ON (i.branch_code, i.contract_code, i.installment_code) = (t.branch_code, t.contract_code, t.installment_code)
LEFT JOIN contract_rule r ON (r.branch_code, r.contract_code) = (q.branch_code, q.contract_code)
LEFT JOIN LATERAL work.title_rule(coalesce(i.money_source, ''), i.registry_status, coalesce(i.origin, '')) o ON true
CROSS JOIN work.parameter p
CROSS JOIN LATERAL (
-- include: common/title_request.sql
) d
WHERE d.to_request <> t.request_code;

-- include: common/cancel_queued.sql

-- What stands by counts as handled: planning it again would say the same.
SELECT count(*) AS applied FROM handled;
