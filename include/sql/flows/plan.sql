-- Which tickets placed by the machine stand behind their place by the due date (R5.3, R5.4), and which that a person put
-- in a linear status have waited its time (R5.2). Nothing moves during study (R3.6), hold (R5.7) or dispute (R5.8), of
-- a contract whose extract failed, or while its row is missing. Time goes on meanwhile: afterwards a ticket goes to
-- where it would have come.
TRUNCATE work.flows_plan;
CREATE TEMP TABLE place ON COMMIT DROP AS SELECT * FROM work.place;

-- Tickets whose days are beyond the span of their status.
CREATE TEMP TABLE behind ON COMMIT DROP AS
SELECT t.ticket_id, t.version, t.kind, t.branch_code, t.contract_code, t.installment_code, t.request_code,
       t.status_code, f.chain_position, %(as_of)s - i.due_on AS days
FROM crm.ticket_state t
JOIN mega.installment i USING (branch_code, contract_code, installment_code)
JOIN work.flow_step f ON (f.request_code, f.status_code) = (t.request_code, t.status_code)
WHERE t.kind = 'installment' AND t.closed_on IS NULL AND t.placed_by = 'machine' AND i.seen_on = %(as_of)s
  AND i.missing_on IS NULL AND %(as_of)s - i.due_on >= f.end_day
UNION ALL
SELECT t.ticket_id, t.version, t.kind, t.branch_code, t.contract_code, NULL, t.request_code,
       t.status_code, f.chain_position, %(as_of)s - c.buyers_oldest_on
FROM crm.ticket_state t
JOIN mega.contract c USING (branch_code, contract_code)
JOIN work.flow_step f ON (f.request_code, f.status_code) = (t.request_code, t.status_code)
WHERE t.kind = 'contract' AND t.closed_on IS NULL AND t.placed_by = 'machine' AND c.rows_on = %(as_of)s
  AND %(as_of)s - c.buyers_oldest_on >= f.end_day;
ANALYZE place, behind;

INSERT INTO work.flows_plan (ticket_id, version, kind, branch_code, contract_code, installment_code, request_code,
    from_status, to_status, from_position, to_position, days_overdue, place_start, place_end, passed)
SELECT b.ticket_id, b.version, b.kind, b.branch_code, b.contract_code, b.installment_code, b.request_code,
       b.status_code, w.status_code, b.chain_position, w.chain_position, b.days, w.start_day, w.end_day,
       w.path[b.chain_position + 1:w.chain_position - 1]
FROM behind b
JOIN mega.contract c USING (branch_code, contract_code)
CROSS JOIN work.parameter p
JOIN place w ON w.request_code = b.request_code AND b.days >= w.start_day AND (w.end_day IS NULL OR b.days < w.end_day)
WHERE b.chain_position < w.chain_position
  AND NOT (
-- include: common/rests.sql
  )
  AND NOT EXISTS (
      SELECT FROM crm.dispute x
      WHERE (x.branch_code, x.contract_code, x.installment_code) = (b.branch_code, b.contract_code, b.installment_code)
        AND x.valid_from <= work.facts_at() AND (x.valid_to IS NULL OR x.valid_to > work.facts_at()));

-- Contract tickets that a person put in a linear status, and that have waited its time.
CREATE TEMP TABLE stride ON COMMIT DROP AS
SELECT request_code, status_code, leads_to, wait_days, wait_minutes FROM work.flow_step
WHERE is_linear AND leads_to IS NOT NULL AND (wait_days > 0 OR wait_minutes > 0);

-- include: common/waits.sql

INSERT INTO work.flows_plan (ticket_id, version, kind, branch_code, contract_code, request_code, from_status, to_status,
    from_position, to_position, waits_since, passed)
SELECT w.ticket_id, w.version, 'contract', w.branch_code, w.contract_code, w.request_code, w.from_status, w.to_status,
       f.chain_position, t.chain_position, w.waits_since, w.passed
FROM waited w
JOIN mega.contract c USING (branch_code, contract_code)
JOIN work.flow_step f ON (f.request_code, f.status_code) = (w.request_code, w.from_status)
JOIN work.flow_step t ON (t.request_code, t.status_code) = (w.request_code, w.to_status)
CROSS JOIN work.parameter p
WHERE c.rows_on = %(as_of)s AND NOT (
-- include: common/rests.sql
);

ANALYZE work.flows_plan;
