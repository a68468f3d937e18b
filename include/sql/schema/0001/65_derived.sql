-- What the rules say of staged rows as of D. Ingest writes it into the mirror; reconciliation compares
-- with it, when it has read rows anew. One derivation for both.

-- The effective due date of each (branch, due date) that was staged (R2.2). A branch that the settings
-- do not know has the national calendar (branch 0).
CREATE VIEW work.stage_due_date AS
SELECT d.branch_code, d.due_on,
       CASE WHEN (SELECT shifts_to_banking_day FROM work.parameter) THEN shifted.day ELSE d.due_on END AS effective_due_on
FROM (SELECT DISTINCT branch_code, due_on FROM work.stage_installment) d
LEFT JOIN work.branch b USING (branch_code)
CROSS JOIN LATERAL (
    SELECT min(d.due_on + n.later) AS day
    FROM generate_series(0, 20) AS n (later)
    WHERE extract(isodow FROM d.due_on + n.later) < 6
      AND NOT EXISTS (SELECT FROM work.holiday h
                      WHERE h.branch_code = coalesce(b.branch_code, 0) AND h.day = d.due_on + n.later)
) shifted;

-- What a registry status means (R2.5), for each text that was staged.
CREATE VIEW work.stage_registry_status AS
SELECT registry_status,
       work.plain(registry_status) = 'inativo' AS is_inactive,
       work.plain(registry_status) IN ('cheque devolvido', 'cheque devolvido 2x') AS is_returned
FROM (SELECT DISTINCT registry_status FROM work.stage_installment) s;

-- Whose money it is (R4.1), for each pair that was staged.
CREATE VIEW work.stage_owner AS
SELECT registry_status, money_source,
       NOT EXISTS (
           SELECT FROM work.not_buyers n
           WHERE (n.matches_on = 'money_source' AND n.value = work.plain(money_source))
              OR (n.matches_on = 'registry_status' AND n.value = work.plain(registry_status))
       ) AS is_buyers
FROM (SELECT DISTINCT registry_status, money_source FROM work.stage_installment) s;

-- The contract of staged rows as of D (R2.3, R2.6): the mirror's dates, the answer's counts.
CREATE VIEW work.stage_contract_state AS
SELECT e.branch_code, e.contract_code, c.fine_rate, c.late_rate, c.development_code, c.terminal_on,
       CASE WHEN c.terminal_on IS NULL OR c.terminal_on < (SELECT work.as_of()) THEN c.terminal_cause END AS ended_by,
       (e.row_count > 0 AND e.inactive_count = e.row_count) OR EXISTS (
           SELECT FROM mega.contract_occurrence o
           WHERE (o.branch_code, o.contract_code) = (e.branch_code, e.contract_code)
             AND o.cause = 'inactivation' AND o.opened_on < (SELECT work.as_of())
             AND (o.ended_on IS NULL OR o.ended_on >= (SELECT work.as_of()))
       ) AS is_inactive
FROM work.stage_extract e
JOIN mega.contract c USING (branch_code, contract_code)
WHERE e.why IS NULL;

-- A staged row with all that is derived for D.
CREATE VIEW work.stage_title AS
WITH state AS (
    SELECT s.*, d.effective_due_on, o.is_buyers, r.is_returned, c.development_code,
           c.ended_by IS NULL AND NOT c.is_inactive AS contract_lives, c.fine_rate, c.late_rate,
           r.is_inactive AS is_inactive_ever,
           r.is_inactive AND (s.status_on IS NULL OR s.status_on < (SELECT work.as_of())) AS is_inactive,
           s.settled_on < (SELECT work.as_of())
               AND NOT (r.is_returned AND (s.status_on IS NULL OR s.status_on < (SELECT work.as_of())))
               IS TRUE AS is_settled_raw
    FROM work.stage_installment s
    JOIN work.stage_contract_state c USING (branch_code, contract_code)
    JOIN work.stage_due_date d USING (branch_code, due_on)
    JOIN work.stage_registry_status r USING (registry_status)
    JOIN work.stage_owner o
        ON o.registry_status = s.registry_status AND o.money_source IS NOT DISTINCT FROM s.money_source
), charged AS (
    SELECT s.*, coalesce(is_settled_raw, false) AS is_settled,
           p.computes_charges AND NOT coalesce(is_settled_raw, false) AND NOT is_inactive
               AND fine = 0 AND late_charge = 0 AND due_on < (SELECT work.as_of()) AS is_computed,
           p.grace_days, p.adds_corrected, p.adds_fine, p.adds_late_charge, p.adds_fees, p.adds_interest,
           p.subtracts_discount
    FROM state s CROSS JOIN work.parameter p
    WHERE p.all_installment_types OR work.plain(installment_type) = ANY (p.installment_types)
), priced AS (
    SELECT c.*,
           CASE WHEN is_computed THEN round(corrected * fine_rate / 100, 2) ELSE fine END AS fine_due,
           CASE WHEN is_computed
                THEN round(corrected * late_rate / 100 * ((SELECT work.as_of()) - due_on) / 30, 2)
                ELSE late_charge END AS late_charge_due
    FROM charged c
)
SELECT branch_code, contract_code, installment_code, condition_code, registry_status, status_on, installment_type,
       sequence, due_on, original, corrected, fine_due AS fine, late_charge_due AS late_charge, interest, discount,
       fees, paid,
       CASE WHEN adds_corrected THEN corrected ELSE 0 END + CASE WHEN adds_fine THEN fine_due ELSE 0 END
         + CASE WHEN adds_late_charge THEN late_charge_due ELSE 0 END + CASE WHEN adds_fees THEN fees ELSE 0 END
         + CASE WHEN adds_interest THEN interest ELSE 0 END
         - CASE WHEN subtracts_discount THEN discount ELSE 0 END AS total_due,
       settled_on, money_source, origin, inactivation_reason, boleto_number, boleto_due_on,
       effective_due_on, is_buyers, is_settled, is_inactive, development_code,
       contract_lives AND NOT is_settled AND NOT is_inactive
           AND effective_due_on + grace_days < (SELECT work.as_of()) AS is_overdue,
       is_inactive_ever OR (settled_on IS NOT NULL AND NOT is_returned) AS is_known_ended
FROM priced;
