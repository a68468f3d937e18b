-- Which tickets placed by the machine stand behind their place by the due date (R5.2–R5.4). Nothing moves
-- during study (R3.6), hold (R5.7) or dispute (R5.8), of a contract whose extract failed, or while its row
-- is missing.
TRUNCATE work.flows_plan;
CREATE TEMP TABLE place ON COMMIT DROP AS SELECT * FROM work.place;
ANALYZE place;

INSERT INTO work.flows_plan (ticket_id, version, kind, branch_code, contract_code, installment_code, request_code,
    from_status, to_status, from_position, to_position, days_overdue, place_start, place_end, passed)
SELECT t.ticket_id, t.version, t.kind, t.branch_code, t.contract_code, t.installment_code, t.request_code,
       t.status_code, w.status_code, f.chain_position, w.chain_position, d.days, w.start_day, w.end_day,
       w.path[f.chain_position + 1:w.chain_position - 1]
FROM crm.ticket_state t
JOIN mega.contract c USING (branch_code, contract_code)
LEFT JOIN mega.installment i USING (branch_code, contract_code, installment_code)
CROSS JOIN work.parameter p
JOIN work.flow_step f ON f.request_code = t.request_code AND f.status_code = t.status_code
CROSS JOIN LATERAL (
    SELECT %(as_of)s - CASE t.kind WHEN 'installment' THEN i.due_on ELSE c.buyers_oldest_on END AS days
) d
JOIN place w
    ON w.request_code = t.request_code AND d.days >= w.start_day AND (w.end_day IS NULL OR d.days < w.end_day)
WHERE t.closed_on IS NULL AND t.kind IN ('contract', 'installment') AND t.placed_by = 'machine'
  AND f.chain_position < w.chain_position AND c.rows_on = %(as_of)s AND i.missing_on IS NULL
  AND NOT (c.study_since IS NOT NULL AND %(as_of)s - c.study_since <= p.study_days)
  AND NOT EXISTS (
      SELECT FROM crm.hold h
      WHERE (h.branch_code, h.contract_code) = (t.branch_code, t.contract_code) AND h.until_on >= %(as_of)s
        AND h.valid_from <= work.facts_at() AND (h.valid_to IS NULL OR h.valid_to > work.facts_at()))
  AND NOT EXISTS (
      SELECT FROM crm.dispute x
      WHERE (x.branch_code, x.contract_code, x.installment_code) = (t.branch_code, t.contract_code, t.installment_code)
        AND x.valid_from <= work.facts_at() AND (x.valid_to IS NULL OR x.valid_to > work.facts_at()));

ANALYZE work.flows_plan;
