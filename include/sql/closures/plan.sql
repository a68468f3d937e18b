-- Which tickets D closes and why (R6), on the state up to D-1. Contracts whose extract failed are left as
-- they are (R8.8); a row that is missing for the first time waits for the next extract (R6.3).
TRUNCATE work.closures_plan;

CREATE TEMP TABLE ended ON COMMIT DROP AS
SELECT i.branch_code, i.contract_code, i.installment_code, i.settled_on, i.is_settled, i.is_inactive, i.missing_on,
       i.end_reason, i.total_due, i.paid, c.terminal_on, c.is_inactive AS contract_is_inactive,
       CASE WHEN c.terminal_on IS NULL OR c.terminal_on < %(as_of)s THEN c.terminal_cause END AS contracts_cause
FROM mega.installment i
JOIN mega.contract c USING (branch_code, contract_code)
WHERE NOT i.is_overdue AND c.rows_on = %(as_of)s;
ANALYZE ended;

INSERT INTO work.closures_plan (ticket_id, version, kind, branch_code, contract_code, installment_code, request_code,
    from_status, to_status, cause, reason, settled_on, terminal_on, total_due, paid_amount)
SELECT t.ticket_id, t.version, t.kind, t.branch_code, t.contract_code, t.installment_code, t.request_code,
       t.status_code, s.status_code, d.cause, d.reason, i.settled_on, i.terminal_on, i.total_due, i.paid
FROM ended i
JOIN crm.ticket_state t USING (branch_code, contract_code, installment_code)
CROSS JOIN LATERAL (
    SELECT i.is_settled AND i.missing_on IS NULL
           AND (i.contracts_cause IS NULL OR i.terminal_on IS NULL OR i.settled_on < i.terminal_on) AS is_paid
) e
CROSS JOIN LATERAL (
    SELECT CASE
           WHEN e.is_paid THEN 'paid'
           WHEN i.contracts_cause IS NOT NULL THEN i.contracts_cause
           WHEN i.contract_is_inactive THEN 'inactivation'
           WHEN i.missing_on = %(as_of)s THEN NULL
           WHEN i.is_settled THEN 'paid'
           ELSE 'inactivation' END AS cause,
           CASE
           WHEN e.is_paid THEN i.end_reason
           WHEN i.contracts_cause = 'distrato' THEN 'distrato'
           WHEN i.contracts_cause = 'transfer' THEN 'transferencia'
           WHEN i.contracts_cause = 'cession' THEN 'cessao'
           WHEN i.is_inactive THEN i.end_reason
           WHEN i.contract_is_inactive THEN 'inativada'
           WHEN i.missing_on IS NOT NULL THEN CASE WHEN i.is_settled THEN 'quitada' ELSE 'sumiu' END
           ELSE 'reagendada' END AS reason
) d
JOIN work.closing_status s ON s.cause = d.cause AND s.kind = t.kind
WHERE t.kind = 'installment' AND t.closed_on IS NULL;

ANALYZE work.closures_plan;

-- A contract ticket closes with the contract's own cause, or, where the company wants it, when no child is
-- left: decided by all its children, never by the last one looked at (R6.5, R8.9).
CREATE TEMP TABLE ending ON COMMIT DROP AS
SELECT t.ticket_id, t.version, t.kind, t.branch_code, t.contract_code, t.request_code, t.status_code, c.terminal_on,
       CASE WHEN c.terminal_cause IS NOT NULL AND (c.terminal_on IS NULL OR c.terminal_on < %(as_of)s) THEN c.terminal_cause
            WHEN c.is_inactive THEN 'inactivation' END AS contracts_cause
FROM crm.ticket_state t
JOIN mega.contract c USING (branch_code, contract_code)
CROSS JOIN work.parameter p
WHERE t.kind = 'contract' AND t.closed_on IS NULL AND c.rows_on = %(as_of)s
  AND (c.terminal_cause IS NOT NULL OR c.is_inactive OR (p.auto_close_contract AND c.overdue_titles = 0));

INSERT INTO work.closures_plan (ticket_id, version, kind, branch_code, contract_code, request_code, from_status,
    to_status, cause, reason, terminal_on, open_children_left, total_due)
SELECT e.ticket_id, e.version, e.kind, e.branch_code, e.contract_code, e.request_code, e.status_code, s.status_code,
       d.cause, d.reason, e.terminal_on, coalesce(k.open_children_left, 0), 0
FROM ending e
CROSS JOIN work.parameter p
LEFT JOIN (
    SELECT child.parent_id, count(*) FILTER (WHERE child.closed_on IS NULL AND x.ticket_id IS NULL) AS open_children_left,
           bool_or(coalesce(x.cause, child.closing_cause) = 'paid') AS was_paid
    FROM ending e
    JOIN crm.ticket_state child ON child.parent_id = e.ticket_id AND child.kind = 'installment'
    LEFT JOIN work.closures_plan x ON x.ticket_id = child.ticket_id
    GROUP BY child.parent_id
) k ON k.parent_id = e.ticket_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN e.contracts_cause IS NOT NULL THEN e.contracts_cause
                WHEN p.auto_close_contract AND coalesce(k.open_children_left, 0) = 0 THEN
                    CASE WHEN k.was_paid THEN 'paid' ELSE 'inactivation' END END AS cause,
           CASE e.contracts_cause WHEN 'distrato' THEN 'distrato' WHEN 'transfer' THEN 'transferencia'
                WHEN 'cession' THEN 'cessao' WHEN 'inactivation' THEN 'inativada'
                ELSE CASE WHEN k.was_paid THEN 'quitada' ELSE 'inativada' END END AS reason
) d
JOIN work.closing_status s ON s.cause = d.cause AND s.kind = e.kind;
