-- Fill what work.stage_title joins (R2.2–R2.6, R4.1), for what is staged now.
TRUNCATE work.derived_due_date, work.derived_registry_status, work.derived_owner, work.derived_contract;

CREATE TEMP TABLE staged_kind ON COMMIT DROP AS
SELECT DISTINCT branch_code, due_on, registry_status, money_source, origin FROM work.stage_installment;

INSERT INTO work.derived_due_date (branch_code, due_on, effective_due_on)
SELECT branch_code, due_on, work.effective_due_on(branch_code, due_on)
FROM (SELECT DISTINCT branch_code, due_on FROM staged_kind) d;

INSERT INTO work.derived_registry_status (registry_status, is_inactive, is_returned, is_buyers)
SELECT s.registry_status, r.meaning = 'inactive', r.meaning = 'returned', NOT EXISTS (
           SELECT FROM work.not_buyers n
           WHERE n.matches_on = 'registry_status' AND n.value = work.plain(s.registry_status))
FROM (SELECT DISTINCT registry_status FROM staged_kind) s
JOIN work.registry_status r ON r.value = work.plain(s.registry_status);

INSERT INTO work.derived_owner (registry_status, money_source, is_buyers)
SELECT registry_status, money_source, NOT EXISTS (
           SELECT FROM work.not_buyers n
           WHERE (n.matches_on = 'money_source' AND n.value = work.plain(money_source))
              OR (n.matches_on = 'registry_status' AND n.value = work.plain(registry_status)))
FROM (SELECT DISTINCT registry_status, money_source FROM staged_kind WHERE money_source IS NOT NULL) s;

-- Contracts as ingest left them; for a day passed over (R9.4), of which ingest applies nothing, as they were read.
INSERT INTO work.derived_contract (branch_code, contract_code, fine_rate, late_rate, development_code, ended_by, is_inactive)
WITH occurrence AS (
    SELECT branch_code, contract_code, cause, opened_on, ended_on FROM mega.contract_occurrence WHERE NOT %(is_figures)s
    UNION ALL
    SELECT branch_code, contract_code, cause, opened_on, ended_on FROM work.stage_contract_occurrence WHERE %(is_figures)s
), contract AS (
    SELECT branch_code, contract_code, fine_rate, late_rate, development_code, terminal_cause, terminal_on
    FROM mega.contract c
    WHERE NOT %(is_figures)s OR NOT EXISTS (
        SELECT FROM work.stage_contract l WHERE (l.branch_code, l.contract_code) = (c.branch_code, c.contract_code))
    UNION ALL
    SELECT l.branch_code, l.contract_code, l.fine_rate, l.late_rate, l.development_code, k.cause,
           CASE WHEN k.cause IS NOT NULL THEN greatest(l.status_on, o.opened_on) END
    FROM work.stage_contract l
    LEFT JOIN work.terminal_status k ON k.status_code = l.status_code
    LEFT JOIN (
        SELECT branch_code, contract_code, cause, max(opened_on) AS opened_on
        FROM occurrence GROUP BY branch_code, contract_code, cause
    ) o ON (o.branch_code, o.contract_code, o.cause) = (l.branch_code, l.contract_code, k.cause)
    WHERE %(is_figures)s
)
SELECT e.branch_code, e.contract_code, c.fine_rate, c.late_rate, c.development_code,
       CASE WHEN c.terminal_on IS NULL OR c.terminal_on < %(as_of)s THEN c.terminal_cause END,
       (e.row_count > 0 AND e.inactive_count = e.row_count) OR o.contract_code IS NOT NULL
FROM work.stage_extract e
JOIN contract c USING (branch_code, contract_code)
LEFT JOIN (
    SELECT DISTINCT branch_code, contract_code FROM occurrence
    WHERE cause = 'inactivation' AND opened_on < %(as_of)s AND (ended_on IS NULL OR ended_on >= %(as_of)s)
) o USING (branch_code, contract_code)
LEFT JOIN work.ingest_plan p ON p.action = 'failed' AND (p.branch_code, p.contract_code) = (e.branch_code, e.contract_code)
WHERE e.why IS NULL AND p.contract_code IS NULL;

ANALYZE work.derived_due_date, work.derived_registry_status, work.derived_owner, work.derived_contract;
