-- The figures of D; repeating a take replaces it (R8.1).
DELETE FROM audit.reconciliation WHERE as_of = %(as_of)s AND take = 'batch';
DELETE FROM audit.reconciliation_line WHERE as_of = %(as_of)s AND take = 'batch';
DELETE FROM audit.reconciliation_diff WHERE as_of = %(as_of)s AND take = 'batch';
DELETE FROM audit.aging_daily WHERE as_of = %(as_of)s;

INSERT INTO audit.reconciliation (as_of, take, side, titles, total, contracts, taken_at)
SELECT %(as_of)s, 'batch', s.side, count(p.line), coalesce(sum(p.total), 0),
       count(DISTINCT (p.branch_code, p.contract_code)) FILTER (WHERE p.line IS NOT NULL), work.moment()
FROM (VALUES ('mega'), ('crm')) s (side)
LEFT JOIN (
    SELECT 'mega' AS side, line, branch_code, contract_code, mega_total AS total FROM work.reconcile_plan WHERE in_mega
    UNION ALL
    SELECT 'crm', line, branch_code, contract_code, crm_total FROM work.reconcile_plan WHERE in_crm
) p ON p.side = s.side AND p.line IN ('integrated', 'paid_today')
GROUP BY s.side;

INSERT INTO audit.reconciliation_line (as_of, take, side, line, development_code, phase_code, titles, total, contracts)
SELECT %(as_of)s, 'batch', side, line, coalesce(development_code, 0), coalesce(phase_code, ''), count(*),
       coalesce(sum(total), 0), count(DISTINCT (branch_code, contract_code))
FROM (
    SELECT 'mega' AS side, *, mega_total AS total FROM work.reconcile_plan WHERE in_mega
    UNION ALL
    SELECT 'crm', *, crm_total FROM work.reconcile_plan WHERE in_crm
) p
GROUP BY side, line, coalesce(development_code, 0), coalesce(phase_code, '');

INSERT INTO audit.reconciliation_diff (as_of, take, branch_code, contract_code, installment_code, kind, mega_total, crm_total)
SELECT %(as_of)s, 'batch', branch_code, contract_code, installment_code, kind, mega_total, crm_total
FROM work.reconcile_plan WHERE kind IS NOT NULL;

-- Each title by its own days, settled on D and REPASSE included, 'não integrado' left out.
INSERT INTO audit.aging_daily (as_of, development_code, range, contracts, titles, total)
SELECT %(as_of)s, coalesce(p.development_code, 0), r.label, count(DISTINCT (p.branch_code, p.contract_code)), count(*),
       sum(p.ticket_total)
FROM work.reconcile_plan p
JOIN work.aging_range r ON p.days_overdue >= r.from_days AND (r.to_days IS NULL OR p.days_overdue <= r.to_days)
WHERE p.in_crm
GROUP BY coalesce(p.development_code, 0), r.label;

SELECT count(*) AS applied FROM work.reconcile_plan;
