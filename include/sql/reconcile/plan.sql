-- Both bases, title by title, for the same D (R8.1): Mega's side is what was read anew of the sample and the
-- mirror of the rest; the CRM's side is its open installment tickets. For a day passed over (R9.4) Mega's
-- side is the extract as of D, the CRM's what the events up to D leave open.
TRUNCATE work.reconcile_plan;
ANALYZE work.stage_installment, work.stage_extract;

INSERT INTO work.reconcile_plan (branch_code, contract_code, installment_code, development_code, phase_code, line,
    is_buyers, days_overdue, in_mega, in_crm, mega_total, crm_total, ticket_total, kind)
WITH reread AS MATERIALIZED (
    SELECT branch_code, contract_code, installment_code, due_on, settled_on, is_buyers, is_overdue, total_due
    FROM work.stage_title
), read_anew AS (
    SELECT branch_code, contract_code FROM work.stage_extract WHERE why IS NULL
), mega AS (
    SELECT branch_code, contract_code, installment_code, due_on, settled_on, is_buyers, total_due
    FROM reread WHERE is_overdue
    UNION ALL
    SELECT i.branch_code, i.contract_code, i.installment_code, i.due_on, i.settled_on, i.is_buyers, i.total_due
    FROM mega.installment i
    JOIN mega.contract c USING (branch_code, contract_code)
    WHERE NOT %(is_figures)s AND c.rows_on = %(as_of)s AND i.is_overdue AND i.missing_on IS NULL
      AND NOT EXISTS (SELECT FROM read_anew r WHERE (r.branch_code, r.contract_code) = (i.branch_code, i.contract_code))
), opened AS (           -- contracts of the module on D
    SELECT DISTINCT branch_code, contract_code FROM crm.ticket_state
    WHERE kind = 'contract' AND opened_on <= %(as_of)s AND (closed_on IS NULL OR closed_on > %(as_of)s)
), crm AS (
    SELECT t.branch_code, t.contract_code, t.installment_code, coalesce(t.due_on, i.due_on) AS due_on,
           i.settled_on, i.is_buyers,
           CASE WHEN %(is_figures)s THEN coalesce(r.total_due, t.total_due, i.total_due) ELSE i.total_due END AS total_due
    FROM crm.ticket_state t
    JOIN mega.installment i USING (branch_code, contract_code, installment_code)
    LEFT JOIN reread r USING (branch_code, contract_code, installment_code)
    WHERE t.kind = 'installment' AND t.opened_on <= %(as_of)s AND (t.closed_on IS NULL OR t.closed_on > %(as_of)s)
), in_phase AS (         -- what else brings a contract into the module (R3.0)
    SELECT DISTINCT o.branch_code, o.contract_code
    FROM mega.phase_occurrence o JOIN work.phase f USING (phase_code)
    WHERE f.is_integrated AND o.opened_on <= %(as_of)s AND (o.ended_on IS NULL OR o.ended_on >= %(as_of)s)
), both_sides AS (
    SELECT branch_code, contract_code, installment_code, m.installment_code IS NOT NULL AS in_mega,
           k.installment_code IS NOT NULL AS in_crm, coalesce(m.due_on, k.due_on) AS due_on,
           coalesce(m.is_buyers, k.is_buyers) AS is_buyers, m.total_due AS mega_total, k.total_due AS crm_total,
           coalesce(m.settled_on, k.settled_on) = %(as_of)s AS is_paid_today
    FROM mega m FULL JOIN crm k USING (branch_code, contract_code, installment_code)
), aged AS (
    SELECT branch_code, contract_code, %(as_of)s - min(due_on) AS contract_days
    FROM both_sides GROUP BY branch_code, contract_code
), lined AS (
    SELECT b.*, c.development_code, f.phase_code,
           CASE WHEN b.in_crm AND c.rows_on IS DISTINCT FROM %(as_of)s AND NOT %(is_figures)s THEN 'failed_extract'
                WHEN o.contract_code IS NULL AND NOT (
                    (p.all_developments OR c.development_code IN (SELECT development_code FROM work.development))
                    AND (a.contract_days >= p.first_phase_day OR e.contract_code IS NOT NULL)) THEN 'not_integrated'
                WHEN b.is_paid_today AND b.in_mega THEN 'paid_today'
                ELSE 'integrated' END AS line
    FROM both_sides b
    JOIN mega.contract c USING (branch_code, contract_code)
    JOIN aged a USING (branch_code, contract_code)
    CROSS JOIN work.parameter p
    LEFT JOIN in_phase e USING (branch_code, contract_code)
    LEFT JOIN opened o USING (branch_code, contract_code)
    LEFT JOIN work.phase f ON a.contract_days >= f.from_days AND (f.to_days IS NULL OR a.contract_days <= f.to_days)
)
SELECT branch_code, contract_code, installment_code, development_code, phase_code, line, is_buyers,
       %(as_of)s - due_on, in_mega, in_crm,
       CASE WHEN in_mega THEN CASE line WHEN 'paid_today' THEN 0 ELSE mega_total END END,
       CASE WHEN in_crm THEN CASE line WHEN 'paid_today' THEN 0 ELSE crm_total END END,
       CASE WHEN in_crm THEN crm_total END,
       CASE WHEN line IN ('failed_extract', 'not_integrated') THEN NULL
            WHEN in_mega AND NOT in_crm THEN 'only_in_mega'
            WHEN in_crm AND NOT in_mega THEN 'only_in_crm'
            WHEN line <> 'paid_today' AND mega_total <> crm_total THEN 'value' END
FROM lined;

ANALYZE work.reconcile_plan;
