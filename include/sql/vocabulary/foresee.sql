-- What a run of D under the session's settings would do with the open tickets that the machine placed, if the ERP said
-- what it said last: by request and status, how many would go on (R5.3), of them how many would be written to (R5.5),
-- how many stand beyond their place and stay (R5.4), how many leave the régua before: routed (R4.1) or no longer
-- overdue (R2.3). It says what the plans of the steps say; tests/integration/pipeline/test_foreseen.py holds
-- both together.
SET LOCAL enable_nestloop = off;
SET LOCAL jit = off;

-- include: common/routes.sql

CREATE TEMP TABLE standing ON COMMIT DROP AS
SELECT t.kind, t.branch_code, t.contract_code, t.installment_code, t.request_code, t.status_code, f.chain_position,
       f.end_day, %(as_of)s - i.due_on AS days, d.to_request <> t.request_code AS is_routed,
       i.is_overdue AND i.effective_due_on + p.grace_days < %(as_of)s
           AND NOT (i.seen_on < %(as_of)s AND i.is_known_ended AND coalesce(i.settled_on < %(as_of)s, true))
           AND NOT (c.terminal_cause IS NOT NULL AND coalesce(c.terminal_on < %(as_of)s, true)) AS is_overdue,
       EXISTS (SELECT FROM crm.dispute x
               WHERE (x.branch_code, x.contract_code, x.installment_code)
                   = (t.branch_code, t.contract_code, t.installment_code)
                 AND x.valid_from <= work.facts_at() AND (x.valid_to IS NULL OR x.valid_to > work.facts_at()))
       OR (
-- include: common/rests.sql
       ) AS rests,
       c.customer_code, i.is_known_ended OR c.is_distrato_studied OR c.buyers_total <= p.tolerance AS is_barred
FROM crm.ticket_state t
JOIN mega.installment i USING (branch_code, contract_code, installment_code)
JOIN mega.contract c USING (branch_code, contract_code)
JOIN work.flow_step f ON (f.request_code, f.status_code) = (t.request_code, t.status_code)
CROSS JOIN work.parameter p
LEFT JOIN contract_rule r USING (branch_code, contract_code)
LEFT JOIN title_rule o
    ON (o.money_source, o.registry_status, o.origin)
     = (coalesce(i.money_source, ''), i.registry_status, coalesce(i.origin, ''))
CROSS JOIN LATERAL (
-- include: common/title_request.sql
) d
WHERE t.kind = 'installment' AND t.closed_on IS NULL AND t.placed_by = 'machine' AND i.missing_on IS NULL;

CREATE TEMP TABLE foreseen ON COMMIT DROP AS
SELECT s.*, w.status_code AS to_status, n.channels,
       CASE WHEN NOT s.is_overdue THEN 'ends' WHEN s.is_routed THEN 'routed' WHEN s.rests THEN 'rests'
            WHEN w.chain_position > s.chain_position AND s.days >= s.end_day THEN 'jumps'
            WHEN w.chain_position < s.chain_position THEN 'beyond' ELSE 'stays' END AS fate
FROM standing s
LEFT JOIN place w
    ON w.request_code = s.request_code AND s.days >= w.start_day AND (w.end_day IS NULL OR s.days < w.end_day)
LEFT JOIN work.flow_step n ON (n.request_code, n.status_code) = (w.request_code, w.status_code);

-- Who would be told: on the first channel of the step that has an address and is not blocked, unless told before (R7.7).
CREATE TEMP TABLE told ON COMMIT DROP AS
SELECT DISTINCT ON (s.branch_code, s.contract_code, s.installment_code)
       s.branch_code, s.contract_code, s.installment_code,
       format('%%s/%%s/%%s/%%s/%%s', s.branch_code, s.contract_code, s.installment_code, s.to_status, o.channel) AS told_key
FROM foreseen s
CROSS JOIN LATERAL unnest(s.channels) WITH ORDINALITY o (channel, preference)
JOIN (SELECT DISTINCT customer_code, channel FROM crm.customer_channel
      WHERE bounced_at IS NULL AND valid_from <= work.moment() AND (valid_to IS NULL OR valid_to > work.moment())) a
    USING (customer_code, channel)
LEFT JOIN work.blocked_channel b USING (branch_code, contract_code, channel)
WHERE s.fate = 'jumps' AND NOT s.is_barred AND b.channel IS NULL
  AND EXISTS (SELECT FROM audit.batch_run g              -- the first load tells nobody (R8.5)
              WHERE g.state = 'good' AND NOT g.dry_run AND g.mode = 'full' AND g.as_of < %(as_of)s)
ORDER BY s.branch_code, s.contract_code, s.installment_code, o.preference;
DELETE FROM told USING crm.message_item i JOIN crm.message m USING (message_id)
WHERE i.dedupe_key = told.told_key AND m.state IN ('queued', 'sending', 'sent', 'uncertain');

SELECT f.fate, f.request_code, f.status_code, CASE WHEN f.fate IN ('jumps', 'beyond') THEN f.to_status END AS to_status,
       count(*) AS tickets, count(t.told_key) AS written
FROM foreseen f
LEFT JOIN told t USING (branch_code, contract_code, installment_code)
WHERE f.fate <> 'stays'
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, min(f.chain_position), 4
