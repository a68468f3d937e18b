-- By how much the two sides differ (R8.1, R8.6). A row that an extract lacks for the first time stays 'only in
-- CRM' until the next one (R6.3): it is named, and is not a fault of the mirror. A day passed over only gets
-- its figures (R9.4), so there nothing is stopped.
WITH compared AS (
    SELECT p.kind, p.mega_total, p.crm_total, p.in_mega, p.in_crm,
           p.kind = 'only_in_crm' AND i.missing_on IS NOT NULL AS is_waiting
    FROM work.reconcile_plan p
    LEFT JOIN mega.installment i
        ON p.kind = 'only_in_crm' AND (i.branch_code, i.contract_code, i.installment_code)
            = (p.branch_code, p.contract_code, p.installment_code)
    WHERE p.line IN ('integrated', 'paid_today')
), gap AS (
    SELECT count(*) FILTER (WHERE kind IN ('only_in_mega', 'only_in_crm') AND is_waiting IS NOT TRUE) AS one_sided,
           count(*) FILTER (WHERE is_waiting) AS waiting,
           count(*) FILTER (WHERE kind = 'value') AS value_titles,
           abs(coalesce(sum(coalesce(mega_total, 0) - coalesce(crm_total, 0))
                        FILTER (WHERE is_waiting IS NOT TRUE), 0)) AS total_gap,
           coalesce(sum(abs(mega_total - crm_total)) FILTER (WHERE in_mega AND in_crm), 0) AS value_gap
    FROM compared
), stale AS (
    SELECT count(*) AS titles
    FROM crm.ticket_state t
    JOIN mega.installment i USING (branch_code, contract_code, installment_code)
    WHERE t.kind = 'installment' AND t.closed_on IS NULL AND i.seen_on < %(as_of)s
      AND i.missing_on IS NULL
)
SELECT g.one_sided, g.waiting, g.value_titles, g.one_sided + g.value_titles AS differences, g.total_gap, g.value_gap,
       CASE WHEN %(is_figures)s THEN g.one_sided ELSE %(reconcile_titles)s END AS one_sided_limit,
       CASE WHEN %(is_figures)s THEN g.total_gap ELSE %(reconcile_tolerance)s END AS total_gap_limit,
       CASE WHEN %(is_figures)s THEN g.value_gap ELSE %(reconcile_tolerance)s END AS value_gap_limit,
       0 AS waiting_limit,
       s.titles AS not_refreshed, 0 AS not_refreshed_limit
FROM gap g, stale s
