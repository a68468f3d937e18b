-- The figures of D; repeating a take replaces it (R8.1).
DELETE FROM audit.reconciliation WHERE as_of = %(as_of)s AND take = 'batch';
DELETE FROM audit.reconciliation_line WHERE as_of = %(as_of)s AND take = 'batch';
DELETE FROM audit.reconciliation_diff WHERE as_of = %(as_of)s AND take = 'batch';
DELETE FROM audit.aging_daily WHERE as_of = %(as_of)s;

-- Each contract's share of a line; the figures below count contracts, not pairs of columns.
CREATE TEMP TABLE share ON COMMIT DROP AS
SELECT branch_code, contract_code, line, coalesce(development_code, 0) AS development_code,
       coalesce(phase_code, '') AS phase_code, sum(mega_titles) AS mega_titles, sum(mega_total) AS mega_total,
       sum(crm_titles) AS crm_titles, sum(crm_total) AS crm_total
FROM (
    SELECT branch_code, contract_code, 'integrated' AS line, development_code, phase_code, titles AS mega_titles,
           total AS mega_total, titles AS crm_titles, total AS crm_total
    FROM work.reconcile_share
    UNION ALL
    SELECT branch_code, contract_code, line, development_code, phase_code, in_mega::integer, coalesce(mega_total, 0),
           in_crm::integer, coalesce(crm_total, 0)
    FROM work.reconcile_plan
) s
GROUP BY branch_code, contract_code, line, development_code, phase_code;
ANALYZE share;

INSERT INTO audit.reconciliation (as_of, take, side, titles, total, contracts, taken_at)
SELECT %(as_of)s, 'batch', s.side,
       coalesce(sum(CASE s.side WHEN 'mega' THEN c.mega_titles ELSE c.crm_titles END), 0),
       coalesce(sum(CASE s.side WHEN 'mega' THEN c.mega_total ELSE c.crm_total END), 0),
       count(*) FILTER (WHERE CASE s.side WHEN 'mega' THEN c.mega_titles ELSE c.crm_titles END > 0), work.moment()
FROM (VALUES ('mega'), ('crm')) s (side)
LEFT JOIN (
    SELECT sum(mega_titles) AS mega_titles, sum(mega_total) AS mega_total, sum(crm_titles) AS crm_titles,
           sum(crm_total) AS crm_total
    FROM share WHERE line IN ('integrated', 'paid_today') GROUP BY branch_code, contract_code
) c ON true
GROUP BY s.side;

INSERT INTO audit.reconciliation_line (as_of, take, side, line, development_code, phase_code, titles, total, contracts)
SELECT %(as_of)s, 'batch', 'mega', line, development_code, phase_code, sum(mega_titles), sum(mega_total), count(*)
FROM share WHERE mega_titles > 0 GROUP BY line, development_code, phase_code
UNION ALL
SELECT %(as_of)s, 'batch', 'crm', line, development_code, phase_code, sum(crm_titles), sum(crm_total), count(*)
FROM share WHERE crm_titles > 0 GROUP BY line, development_code, phase_code;

INSERT INTO audit.reconciliation_diff (as_of, take, branch_code, contract_code, installment_code, kind, mega_total, crm_total)
SELECT %(as_of)s, 'batch', branch_code, contract_code, installment_code, kind, mega_total, crm_total
FROM work.reconcile_plan WHERE kind IS NOT NULL;

INSERT INTO audit.aging_daily (as_of, development_code, range, contracts, titles, total)
SELECT %(as_of)s, development_code, range, contracts, titles, total FROM work.reconcile_aging;

-- A day passed over has its lines too (R9.4).
-- include: common/count_closures.sql

SELECT count(*) AS applied FROM work.reconcile_plan;
