-- Both bases, title by title, for the same D (R8.1). Of the contracts that were read anew Mega's side is what
-- was read, of the rest the mirror; the CRM's side is its open installment tickets. For a day passed over (R9.4)
-- Mega's side is the extract as of D, the CRM's what the events up to D leave open.
ANALYZE work.stage_installment, work.stage_extract;
-- include: common/derive.sql
TRUNCATE work.reconcile_plan, work.reconcile_share, work.reconcile_aging, work.reconcile_contract;

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
INSERT INTO work.reconcile_contract (branch_code, contract_code, development_code, phase_code, is_reread, is_unread,
    is_integrated)
SELECT branch_code, contract_code, c.development_code, f.phase_code,
       r.contract_code IS NOT NULL OR %(is_figures)s,
       c.rows_on IS DISTINCT FROM %(as_of)s AND NOT %(is_figures)s,
       o.contract_code IS NOT NULL
           OR ((p.all_developments OR c.development_code IN (SELECT development_code FROM work.development))
               AND (coalesce(a.days >= p.first_phase_day, false) OR e.contract_code IS NOT NULL))
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
ANALYZE work.reconcile_contract;

-- Open tickets by contract and age, for all that their own titles say. The ranges of age follow each other without
-- a gap, the last has no end.
CREATE TEMP TABLE aged ON COMMIT DROP AS
WITH age AS MATERIALIZED (
    SELECT array_agg(from_days ORDER BY from_days) AS starts FROM work.aging_range
)
SELECT i.branch_code, i.contract_code, width_bucket(%(as_of)s - i.due_on, (SELECT starts FROM age)) AS age_number,
       count(*) AS titles, sum(i.total_due) AS total
FROM mega.installment i
JOIN crm.ticket_state t
    ON t.kind = 'installment' AND t.closed_on IS NULL
    AND (t.branch_code, t.contract_code, t.installment_code) = (i.branch_code, i.contract_code, i.installment_code)
LEFT JOIN work.derived_contract r ON (r.branch_code, r.contract_code) = (i.branch_code, i.contract_code)
WHERE r.contract_code IS NULL AND NOT %(is_figures)s
GROUP BY i.branch_code, i.contract_code, age_number;

INSERT INTO aged (branch_code, contract_code, age_number, titles, total)
SELECT branch_code, contract_code, width_bucket(%(as_of)s - due_on, a.starts), count(*), sum(crm_total)
FROM faced CROSS JOIN (SELECT array_agg(from_days ORDER BY from_days) AS starts FROM work.aging_range) a
WHERE in_crm GROUP BY 1, 2, 3;
ANALYZE aged;

-- Titles that are not simply the same in both bases: with the name of the difference, or on a line of their own.
CREATE TEMP TABLE other ON COMMIT DROP AS
SELECT i.branch_code, i.contract_code, i.installment_code, i.is_overdue AND i.seen_on = %(as_of)s AS in_mega,
       t.ticket_id IS NOT NULL AS in_crm, i.due_on, i.is_buyers, i.total_due AS mega_total,
       i.total_due AS crm_total, i.settled_on, c.development_code, c.phase_code, c.is_unread, c.is_integrated
FROM mega.installment i
JOIN work.reconcile_contract c USING (branch_code, contract_code)
LEFT JOIN crm.ticket_state t
    ON t.kind = 'installment' AND t.closed_on IS NULL
    AND (t.branch_code, t.contract_code, t.installment_code) = (i.branch_code, i.contract_code, i.installment_code)
WHERE NOT c.is_reread AND ((i.is_overdue AND i.seen_on = %(as_of)s) OR t.ticket_id IS NOT NULL)
  AND (c.is_unread OR NOT c.is_integrated OR t.ticket_id IS NULL OR NOT i.is_overdue OR i.seen_on < %(as_of)s
       OR i.settled_on = %(as_of)s);

INSERT INTO other
SELECT f.branch_code, f.contract_code, f.installment_code, f.in_mega, f.in_crm, f.due_on, f.is_buyers, f.mega_total,
       f.crm_total, f.settled_on, c.development_code, c.phase_code, c.is_unread, c.is_integrated
FROM faced f JOIN work.reconcile_contract c USING (branch_code, contract_code)
WHERE c.is_unread OR NOT c.is_integrated OR NOT f.in_mega OR NOT f.in_crm OR f.mega_total <> f.crm_total
   OR f.settled_on = %(as_of)s;

INSERT INTO work.reconcile_plan (branch_code, contract_code, installment_code, development_code, phase_code, line,
    is_buyers, days_overdue, in_mega, in_crm, mega_total, crm_total, ticket_total, kind)
SELECT branch_code, contract_code, installment_code, development_code, phase_code, l.line, is_buyers,
       %(as_of)s - due_on, in_mega, in_crm,
       CASE WHEN in_mega THEN CASE l.line WHEN 'paid_today' THEN 0 ELSE mega_total END END,
       CASE WHEN in_crm THEN CASE l.line WHEN 'paid_today' THEN 0 ELSE crm_total END END,
       CASE WHEN in_crm THEN crm_total END,
       CASE WHEN l.line IN ('failed_extract', 'not_integrated') THEN NULL
            WHEN in_mega AND NOT in_crm THEN 'only_in_mega'
            WHEN in_crm AND NOT in_mega THEN 'only_in_crm'
            WHEN l.line <> 'paid_today' AND mega_total <> crm_total THEN 'value' END
FROM other
CROSS JOIN LATERAL (
    SELECT CASE WHEN in_crm AND is_unread THEN 'failed_extract'
                WHEN NOT is_integrated THEN 'not_integrated'
                WHEN in_mega AND settled_on = %(as_of)s THEN 'paid_today'
                ELSE 'integrated' END AS line
) l
WHERE in_crm OR in_mega;

-- The rest is the same in both bases: the open tickets of a contract without those told one by one.
INSERT INTO work.reconcile_share (branch_code, contract_code, development_code, phase_code, titles, total)
SELECT branch_code, contract_code, c.development_code, c.phase_code, s.titles, s.total
FROM (
    SELECT branch_code, contract_code, sum(titles) AS titles, sum(total) AS total
    FROM (
        SELECT branch_code, contract_code, titles, total FROM aged
        UNION ALL
        SELECT branch_code, contract_code, -1, -ticket_total FROM work.reconcile_plan WHERE in_crm
    ) t
    GROUP BY branch_code, contract_code
) s
JOIN work.reconcile_contract c USING (branch_code, contract_code)
WHERE s.titles > 0;

INSERT INTO work.reconcile_aging (development_code, range, contracts, titles, total)
SELECT coalesce(c.development_code, 0), g.label, count(*), sum(a.titles), sum(a.total)
FROM aged a
JOIN work.reconcile_contract c USING (branch_code, contract_code)
JOIN (SELECT label, row_number() OVER (ORDER BY from_days) AS number FROM work.aging_range) g ON g.number = a.age_number
GROUP BY coalesce(c.development_code, 0), g.label;

ANALYZE work.reconcile_plan, work.reconcile_share;
