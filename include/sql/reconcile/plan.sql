-- Both bases, title by title, for the same D (R8.1). Of the contracts that were read anew Mega's side is what
-- was read, of the rest the mirror; the CRM's side is its open installment tickets. For a day passed over (R9.4)
-- Mega's side is the extract as of D, the CRM's what the events up to D leave open.
ANALYZE work.stage_installment, work.stage_extract;
-- include: common/derive.sql
TRUNCATE work.reconcile_plan, work.reconcile_share, work.reconcile_aging;

-- What was read anew beside the tickets of the same contracts.
CREATE TEMP TABLE reread ON COMMIT DROP AS
SELECT branch_code, contract_code, installment_code, due_on, settled_on, is_buyers, total_due
FROM work.stage_title WHERE is_overdue;
CREATE TEMP TABLE faced ON COMMIT DROP AS
SELECT branch_code, contract_code, installment_code, m.installment_code IS NOT NULL AS in_mega,
       k.installment_code IS NOT NULL AS in_crm, coalesce(m.due_on, k.due_on) AS due_on,
       coalesce(m.is_buyers, k.is_buyers) AS is_buyers, m.total_due AS mega_total,
       CASE WHEN %(is_figures)s THEN coalesce(m.total_due, k.total_due) ELSE k.total_due END AS crm_total,
       coalesce(m.settled_on, k.settled_on) AS settled_on
FROM reread m
FULL JOIN (
    SELECT branch_code, contract_code, installment_code, coalesce(t.due_on, i.due_on) AS due_on, i.settled_on,
           i.is_buyers, coalesce(t.total_due, i.total_due) AS total_due
    FROM crm.ticket_state t
    JOIN mega.installment i USING (branch_code, contract_code, installment_code)
    LEFT JOIN work.derived_contract r USING (branch_code, contract_code)
    WHERE t.kind = 'installment' AND t.opened_on <= %(as_of)s AND (t.closed_on IS NULL OR t.closed_on > %(as_of)s)
      AND (r.contract_code IS NOT NULL OR %(is_figures)s)
) k USING (branch_code, contract_code, installment_code);

-- Each contract: whether it was read, whether it belongs to the module on D, by a ticket or by what would open
-- one (R3.0), and its phase.
CREATE TEMP TABLE contract ON COMMIT DROP AS
SELECT branch_code, contract_code, c.development_code, f.phase_code,
       r.contract_code IS NOT NULL OR %(is_figures)s AS is_reread,
       c.rows_on IS DISTINCT FROM %(as_of)s AND NOT %(is_figures)s AS is_unread,
       o.contract_code IS NOT NULL
           OR ((p.all_developments OR c.development_code IN (SELECT development_code FROM work.development))
               AND (a.days >= p.first_phase_day OR e.contract_code IS NOT NULL)) AS is_integrated
FROM mega.contract c
CROSS JOIN work.parameter p
LEFT JOIN work.derived_contract r USING (branch_code, contract_code)
LEFT JOIN (
    SELECT branch_code, contract_code, min(due_on) AS oldest_on FROM faced GROUP BY branch_code, contract_code
) s USING (branch_code, contract_code)
CROSS JOIN LATERAL (
    SELECT %(as_of)s - coalesce(s.oldest_on, CASE WHEN NOT %(is_figures)s THEN c.overdue_oldest_on END) AS days
) a
LEFT JOIN work.phase f ON a.days >= f.from_days AND (f.to_days IS NULL OR a.days <= f.to_days)
LEFT JOIN (
    SELECT DISTINCT branch_code, contract_code FROM crm.ticket_state
    WHERE kind = 'contract' AND opened_on <= %(as_of)s AND (closed_on IS NULL OR closed_on > %(as_of)s)
) o USING (branch_code, contract_code)
LEFT JOIN (
    SELECT DISTINCT o.branch_code, o.contract_code
    FROM mega.phase_occurrence o JOIN work.phase f USING (phase_code)
    WHERE f.is_integrated AND o.opened_on <= %(as_of)s AND (o.ended_on IS NULL OR o.ended_on >= %(as_of)s)
) e USING (branch_code, contract_code);
ANALYZE contract;

-- The ranges of age in order: they follow each other without a gap, the last has no end.
CREATE TEMP TABLE age ON COMMIT DROP AS
SELECT label, row_number() OVER (ORDER BY from_days)::integer AS number, from_days FROM work.aging_range;

-- The planner expects few rows of the join and would sort them to group them; there are as many as titles.
SET LOCAL enable_sort = off;

-- Titles by contract and age: how many are the same in both bases, and one by one those that are not, with the
-- name of the difference, or that stand on a line of their own.
CREATE TEMP TABLE compared ON COMMIT DROP AS
SELECT branch_code, contract_code, age_number, any_value(development_code) AS development_code,
       any_value(phase_code) AS phase_code, count(*) FILTER (WHERE in_crm) AS tickets,
       sum(ticket_total) AS ticket_total, count(*) FILTER (WHERE is_same) AS same_titles,
       sum(crm_total) FILTER (WHERE is_same) AS same_total,
       array_agg(ROW(branch_code, contract_code, installment_code, development_code, phase_code, line, is_buyers,
                     days_overdue, in_mega, in_crm, mega_total, crm_total, ticket_total, kind)::work.reconcile_plan)
           FILTER (WHERE NOT is_same) AS others
FROM (
    SELECT branch_code, contract_code, installment_code, c.development_code, c.phase_code, l.line, is_buyers,
           d.days_overdue, width_bucket(d.days_overdue, r.starts) AS age_number, in_mega, in_crm,
           CASE WHEN in_mega THEN CASE l.line WHEN 'paid_today' THEN 0 ELSE mega_total END END AS mega_total,
           CASE WHEN in_crm THEN CASE l.line WHEN 'paid_today' THEN 0 ELSE crm_total END END AS crm_total,
           CASE WHEN in_crm THEN crm_total END AS ticket_total, k.kind,
           k.kind IS NULL AND l.line = 'integrated' AS is_same
    FROM (
        SELECT i.branch_code, i.contract_code, i.installment_code, i.is_overdue AND i.seen_on = %(as_of)s AS in_mega,
               t.ticket_id IS NOT NULL AS in_crm, i.due_on, i.is_buyers, i.total_due AS mega_total,
               i.total_due AS crm_total, i.settled_on, false AS is_faced
        FROM mega.installment i
        LEFT JOIN crm.ticket_state t
            ON t.kind = 'installment' AND t.closed_on IS NULL
            AND (t.branch_code, t.contract_code, t.installment_code) = (i.branch_code, i.contract_code, i.installment_code)
        WHERE NOT %(is_figures)s AND ((i.is_overdue AND i.seen_on = %(as_of)s) OR t.ticket_id IS NOT NULL)
        UNION ALL
        SELECT branch_code, contract_code, installment_code, in_mega, in_crm, due_on, is_buyers, mega_total, crm_total,
               settled_on, true
        FROM faced
    ) title
    JOIN contract c USING (branch_code, contract_code)
    CROSS JOIN (SELECT array_agg(from_days ORDER BY from_days) AS starts FROM age) r
    CROSS JOIN LATERAL (SELECT %(as_of)s - due_on AS days_overdue) d
    CROSS JOIN LATERAL (
        SELECT CASE WHEN in_crm AND c.is_unread THEN 'failed_extract'
                    WHEN NOT c.is_integrated THEN 'not_integrated'
                    WHEN in_mega AND settled_on = %(as_of)s THEN 'paid_today'
                    ELSE 'integrated' END AS line
    ) l
    CROSS JOIN LATERAL (
        SELECT CASE WHEN l.line IN ('failed_extract', 'not_integrated') THEN NULL
                    WHEN in_mega AND NOT in_crm THEN 'only_in_mega'
                    WHEN in_crm AND NOT in_mega THEN 'only_in_crm'
                    WHEN l.line <> 'paid_today' AND mega_total <> crm_total THEN 'value' END AS kind
    ) k
    WHERE is_faced = c.is_reread
) titles
GROUP BY branch_code, contract_code, age_number;
SET LOCAL enable_sort = on;
ANALYZE compared;

INSERT INTO work.reconcile_plan
SELECT o.* FROM compared CROSS JOIN LATERAL unnest(others) o WHERE others IS NOT NULL;

INSERT INTO work.reconcile_share (branch_code, contract_code, development_code, phase_code, titles, total)
SELECT branch_code, contract_code, any_value(development_code), any_value(phase_code), sum(same_titles), sum(same_total)
FROM compared WHERE same_titles > 0 GROUP BY branch_code, contract_code;

-- 'não integrado' has no ticket and so no age.
INSERT INTO work.reconcile_aging (development_code, range, contracts, titles, total)
SELECT coalesce(c.development_code, 0), a.label, count(*), sum(c.tickets), sum(c.ticket_total)
FROM compared c JOIN age a ON a.number = c.age_number
WHERE c.tickets > 0 GROUP BY coalesce(c.development_code, 0), a.label;

ANALYZE work.reconcile_plan, work.reconcile_share;
