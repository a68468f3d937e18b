-- What ingest's gate compares, in one row (R8.6–R8.8). The last good day is that of the last whole run before
-- D; a contract whose extract failed counts as listed, and is left out of the comparison of rows.
WITH good AS (
    SELECT max(as_of) AS day FROM audit.batch_run
    WHERE state = 'good' AND mode = 'full' AND NOT dry_run AND as_of < %(as_of)s
), listed AS (
    SELECT count(*) AS contracts FROM (
        SELECT branch_code, contract_code FROM work.stage_contract
        UNION
        SELECT branch_code, contract_code FROM work.stage_refusal
        WHERE branch_code IS NOT NULL AND contract_code IS NOT NULL
    ) l
), nameless AS (
    SELECT count(*) AS contracts FROM work.stage_refusal WHERE branch_code IS NULL OR contract_code IS NULL
), before AS (
    SELECT count(*) AS contracts FROM mega.contract CROSS JOIN good WHERE seen_on >= day AND first_seen_on <= day
), extracts AS (
    SELECT coalesce(sum(row_count) FILTER (WHERE action = 'refresh' AND rows_before_on >= day), 0) AS rows_read,
           coalesce(sum(row_count_before) FILTER (WHERE action = 'refresh' AND rows_before_on >= day), 0) AS rows_before,
           count(*) FILTER (WHERE action = 'failed') AS failed,
           count(*) FILTER (WHERE action <> 'listed') AS asked
    FROM work.ingest_plan CROSS JOIN good
)
SELECT l.contracts + n.contracts AS listed,
       ceil(b.contracts * %(listed_share)s) AS listed_least,
       greatest(b.contracts - l.contracts - n.contracts, 0) AS listed_lost,
       e.rows_read,
       ceil(e.rows_before * %(rows_share)s) AS rows_least,
       greatest(e.rows_before - e.rows_read, 0) AS rows_lost,
       e.failed + n.contracts AS failed,
       greatest(%(floor)s, floor((e.asked + n.contracts) * %(failed_share)s)) AS failed_limit,
       %(stale)s AS stale,
       0 AS stale_limit,
       %(freshness_unknown)s AS freshness_unknown,
       0 AS freshness_unknown_limit
FROM listed l, nameless n, before b, extracts e
