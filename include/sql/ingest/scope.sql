-- Whose rows are read on D (R3.2): contracts with an open phase occurrence, delinquent ones, those with an
-- open ticket, those whose mirrored rows say that a title is overdue on D, and a seventh of the rest: after days
-- without a run also their sevenths, so that rows born meanwhile are found as they would have been (R9.2). The first
-- load reads all.
TRUNCATE work.fetch_scope;

INSERT INTO work.fetch_scope (branch_code, contract_code, proposal_code, chunk, why, wants_participants)
WITH day AS (
    SELECT %(as_of)s::date AS as_of, NOT EXISTS (SELECT FROM mega.contract WHERE rows_on IS NOT NULL) AS is_first_load
), turn AS (             -- the sevenths of the days since the last good run, this one's included
    SELECT DISTINCT (day::date - date '0001-01-01' + 1) %% 7 AS seventh
    FROM generate_series(
        greatest(%(as_of)s::date - 6, (
            SELECT max(as_of) + 1 FROM audit.batch_run
            WHERE state = 'good' AND mode = 'full' AND NOT dry_run AND as_of < %(as_of)s)),
        %(as_of)s::date, interval '1 day') day
), listed AS (
    SELECT branch_code, contract_code, proposal_code, status_code FROM work.stage_contract
), ticketed AS (
    SELECT branch_code, contract_code FROM crm.ticket_state WHERE kind = 'contract' AND closed_on IS NULL
), known AS (
    SELECT branch_code, contract_code, coalesce(l.proposal_code, c.proposal_code) AS proposal_code, l.status_code
    FROM listed l
    FULL JOIN (SELECT m.* FROM mega.contract m JOIN ticketed USING (branch_code, contract_code)) c
        USING (branch_code, contract_code)
), in_phase AS (
    SELECT DISTINCT branch_code, contract_code FROM work.stage_phase_occurrence, day
    WHERE opened_on <= as_of AND (ended_on IS NULL OR ended_on >= as_of)
), past AS (             -- due dates that are past, by the settings of D: the mirror's are those of its last extract
    SELECT branch_code, due_on
    FROM (SELECT DISTINCT branch_code, due_on, as_of, p.grace_days FROM mega.installment, day, work.parameter p
          WHERE NOT is_settled AND NOT is_inactive AND due_on + p.grace_days < as_of) d
    WHERE work.effective_due_on(branch_code, due_on) + grace_days < as_of
), overdue AS (
    SELECT DISTINCT branch_code, contract_code FROM mega.installment JOIN past USING (branch_code, due_on)
    WHERE NOT is_settled AND NOT is_inactive
), refused AS (
    SELECT DISTINCT branch_code, contract_code FROM work.stage_refusal
), reasoned AS (
    SELECT k.branch_code, k.contract_code, k.proposal_code, s.seventh IS NOT NULL AS is_seventh,
           CASE WHEN d.is_first_load THEN 'first_load'
                WHEN t.contract_code IS NOT NULL THEN 'ticket'
                WHEN p.contract_code IS NOT NULL THEN 'phase'
                WHEN k.status_code = 'U' THEN 'delinquent'
                WHEN o.contract_code IS NOT NULL THEN 'overdue'
                WHEN s.seventh IS NOT NULL THEN 'seventh' END AS why
    FROM known k
    CROSS JOIN day d
    LEFT JOIN turn s ON s.seventh = k.contract_code %% 7
    LEFT JOIN ticketed t USING (branch_code, contract_code)
    LEFT JOIN in_phase p USING (branch_code, contract_code)
    LEFT JOIN overdue o USING (branch_code, contract_code)
    LEFT JOIN refused r USING (branch_code, contract_code)
    WHERE r.contract_code IS NULL
)
SELECT r.branch_code, r.contract_code, r.proposal_code, r.contract_code %% %(chunks)s, r.why,
       r.is_seventh OR NOT EXISTS (
           SELECT FROM mega.participant p
           WHERE (p.branch_code, p.contract_code) = (r.branch_code, r.contract_code))
FROM reasoned r
WHERE r.why IS NOT NULL;

ANALYZE work.fetch_scope;
