-- Who is to be told of a step entered on D (R5.5), on which channel, and who is not and why (R7.11, R7.12).
-- A late run tells nobody (R7.8), the first load neither (R8.5). One row a title and step. What is stopped is queued like
-- all else and waits there (R7.13): a step is entered once, and a stop may end the next minute (docs/decisions/0018).
TRUNCATE work.contact_plan;

-- include: common/routes.sql

-- Titles that entered a step that speaks.
CREATE TEMP TABLE entered ON COMMIT DROP AS
SELECT t.ticket_id, t.version, t.parent_id, t.branch_code, t.contract_code, t.installment_code, t.request_code,
       t.status_code, f.chain_position, f.channels, c.customer_code, c.rows_on, c.study_since, c.buyers_total,
       c.is_distrato_studied, i.is_known_ended, i.is_overdue, i.missing_on, d.to_request,
       format('%%s/%%s/%%s/%%s', t.branch_code, t.contract_code, t.installment_code, t.status_code) AS step_key
FROM crm.ticket_state t
JOIN work.flow_step f USING (request_code, status_code)
JOIN mega.contract c USING (branch_code, contract_code)
JOIN mega.installment i USING (branch_code, contract_code, installment_code)
CROSS JOIN work.parameter p
LEFT JOIN contract_rule r USING (branch_code, contract_code)
LEFT JOIN title_rule o
    ON (o.money_source, o.registry_status, o.origin)
     = (coalesce(i.money_source, ''), i.registry_status, coalesce(i.origin, ''))
CROSS JOIN LATERAL (
-- include: common/title_request.sql
) d
WHERE t.kind = 'installment' AND t.closed_on IS NULL AND t.status_since = %(as_of)s AND f.channels <> '{}'
  AND NOT %(is_first_load)s
  AND NOT EXISTS (SELECT FROM crm.ticket_event e          -- a person's mapping is no entering (docs/decisions/0014)
                  WHERE e.ticket_id = t.ticket_id AND e.details ? 'mapping' AND e.happened_at = t.status_at
                    AND e.to_status = t.status_code);
ANALYZE entered;

INSERT INTO work.contact_plan (ticket_id, version, contract_ticket_id, branch_code, contract_code, installment_code,
    customer_code, request_code, status_code, chain_position, channel, dedupe_key, action, skipped_reason, test_mode,
    is_forbidden)
WITH address AS (          -- the first address of each customer and channel, by priority
    SELECT DISTINCT ON (customer_code, channel) customer_code, channel
    FROM crm.customer_channel
    WHERE bounced_at IS NULL AND valid_from <= work.moment() AND (valid_to IS NULL OR valid_to > work.moment())
    ORDER BY customer_code, channel, priority
), blocked AS (
    SELECT e.ticket_id, b.channel FROM entered e JOIN work.blocked_channel b USING (branch_code, contract_code)
), offered AS (          -- the first channel of the step that has an address and is not blocked
    SELECT DISTINCT ON (e.ticket_id) e.ticket_id, o.channel, a.channel IS NOT NULL AS has_address,
           b.channel IS NOT NULL AS is_blocked
    FROM entered e
    CROSS JOIN LATERAL unnest(e.channels) WITH ORDINALITY o (channel, preference)
    LEFT JOIN address a USING (customer_code, channel)
    LEFT JOIN blocked b USING (ticket_id, channel)
    ORDER BY e.ticket_id, (a.channel IS NULL OR b.channel IS NOT NULL), b.channel IS NULL, o.preference
), barred AS (           -- what R7.12 forbids, whatever the address
    SELECT e.ticket_id, CASE
        WHEN e.is_known_ended OR NOT e.is_overdue THEN 'paga ou inativa'
        WHEN e.rows_on IS DISTINCT FROM %(as_of)s OR e.missing_on IS NOT NULL THEN 'extrato não lido'
        WHEN e.to_request <> e.request_code THEN 'roteada'      -- marked since the routes were applied
        WHEN e.is_distrato_studied THEN 'distrato em estudo'
        WHEN e.study_since IS NOT NULL AND %(as_of)s - e.study_since <= p.study_days THEN 'renegociação em estudo'
        WHEN EXISTS (SELECT FROM crm.hold h
                     WHERE (h.branch_code, h.contract_code) = (e.branch_code, e.contract_code) AND h.until_on >= %(as_of)s
                       AND h.valid_from <= work.facts_at() AND (h.valid_to IS NULL OR h.valid_to > work.facts_at()))
            THEN 'suspensa'
        WHEN EXISTS (SELECT FROM crm.dispute x
                     WHERE (x.branch_code, x.contract_code, x.installment_code)
                         = (e.branch_code, e.contract_code, e.installment_code)
                       AND x.valid_from <= work.facts_at() AND (x.valid_to IS NULL OR x.valid_to > work.facts_at()))
            THEN 'em contestação'
        WHEN e.buyers_total <= p.tolerance THEN 'dentro da tolerância'
        WHEN %(late)s THEN 'execução atrasada' END AS why
    FROM entered e
    CROSS JOIN work.parameter p
), judged AS (
    SELECT e.*, o.channel, b.why IS NOT NULL OR o.is_blocked AS is_forbidden,
           coalesce(b.why, CASE WHEN o.is_blocked THEN 'bloqueio' WHEN NOT o.has_address THEN 'sem endereço' END) AS skipped_reason
    FROM entered e JOIN offered o USING (ticket_id) JOIN barred b USING (ticket_id)
), keyed AS (
    SELECT j.*, j.step_key || '/' || j.channel AS told_key,
           j.step_key || '/' || j.channel
             || CASE WHEN j.skipped_reason IS NULL THEN '' ELSE format('#%%s %%s', j.skipped_reason, %(as_of)s) END AS dedupe_key
    FROM judged j
)
SELECT k.ticket_id, k.version, k.parent_id, k.branch_code, k.contract_code, k.installment_code, k.customer_code,
       k.request_code, k.status_code, k.chain_position, k.channel, k.dedupe_key,
       CASE WHEN k.skipped_reason IS NULL THEN 'queue' ELSE 'skip' END, k.skipped_reason,
       NOT EXISTS (SELECT FROM work.released_request r WHERE r.request_code = k.request_code),
       k.is_forbidden
FROM keyed k
WHERE NOT EXISTS (          -- told of it already: sent, on its way, or uncertain (R7.7)
          SELECT FROM crm.message_item i JOIN crm.message m USING (message_id)
          WHERE i.dedupe_key = k.told_key AND m.state IN ('queued', 'sending', 'sent', 'uncertain'))
  AND NOT EXISTS (SELECT FROM crm.message_item i WHERE i.dedupe_key = k.dedupe_key AND k.skipped_reason IS NOT NULL);

ANALYZE work.contact_plan;
