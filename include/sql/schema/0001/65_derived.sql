-- What the rules say of staged rows as of D. Ingest writes it into the mirror; reconciliation compares
-- with it, when it has read rows anew. One derivation for both: include/sql/common/derive.sql fills the small
-- tables, the view joins them.

-- The effective due date of each (branch, due date) that was staged (R2.2).
CREATE UNLOGGED TABLE work.derived_due_date (
    branch_code integer NOT NULL, due_on date NOT NULL, effective_due_on date NOT NULL,
    PRIMARY KEY (branch_code, due_on)
);
-- What a registry status means (R2.5).
CREATE UNLOGGED TABLE work.derived_registry_status (
    registry_status text PRIMARY KEY, is_inactive boolean NOT NULL, is_returned boolean NOT NULL,
    is_buyers boolean NOT NULL             -- whose money it is, where the ERP names no source
);
-- Whose money it is (R4.1).
CREATE UNLOGGED TABLE work.derived_owner (
    registry_status text NOT NULL, money_source text NOT NULL, is_buyers boolean NOT NULL,
    PRIMARY KEY (registry_status, money_source)
);
-- The contract of staged rows as of D (R2.3, R2.6).
CREATE UNLOGGED TABLE work.derived_contract (
    branch_code integer NOT NULL, contract_code bigint NOT NULL, fine_rate numeric(9, 4) NOT NULL,
    late_rate numeric(9, 4) NOT NULL, development_code integer, ended_by text, is_inactive boolean NOT NULL,
    PRIMARY KEY (branch_code, contract_code)
);

-- A staged row with all that is derived for D. Every row finds its match in the three small tables: the outer
-- joins only keep the planner from expecting few rows.
CREATE VIEW work.stage_title AS
WITH day AS MATERIALIZED (
    SELECT work.as_of() AS as_of, p.* FROM work.parameter p
), dated AS (
    SELECT s.*, d.effective_due_on, coalesce(o.is_buyers, r.is_buyers) AS is_buyers, r.is_returned, c.development_code, c.fine_rate, c.late_rate,
           c.ended_by IS NULL AND NOT c.is_inactive AS contract_lives,
           r.is_inactive AS is_inactive_ever,
           r.is_inactive AND (s.status_on IS NULL OR s.status_on < y.as_of) AS is_inactive,
           coalesce(s.settled_on < y.as_of, false)
               AND NOT (r.is_returned AND (s.status_on IS NULL OR s.status_on < y.as_of)) AS is_settled,
           y.as_of, y.computes_charges, y.grace_days, y.adds_corrected, y.adds_fine, y.adds_late_charge, y.adds_fees,
           y.adds_interest, y.subtracts_discount
    FROM work.stage_installment s
    JOIN work.derived_contract c USING (branch_code, contract_code)
    LEFT JOIN work.derived_due_date d USING (branch_code, due_on)
    LEFT JOIN work.derived_registry_status r USING (registry_status)
    LEFT JOIN work.derived_owner o ON (o.registry_status, o.money_source) = (s.registry_status, s.money_source)
    CROSS JOIN day y
    WHERE y.all_installment_types OR work.plain(s.installment_type) = ANY (y.installment_types)
), judged AS (
    SELECT d.*, computes_charges AND NOT is_settled AND NOT is_inactive AND fine = 0 AND late_charge = 0
               AND due_on < as_of AS is_computed
    FROM dated d
), priced AS (
    SELECT j.*,
           CASE WHEN is_computed THEN round(corrected * fine_rate / 100, 2) ELSE fine END AS fine_due,
           CASE WHEN is_computed THEN round(corrected * late_rate / 100 * (as_of - due_on) / 30, 2)
                ELSE late_charge END AS late_charge_due
    FROM judged j
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
       contract_lives AND NOT is_settled AND NOT is_inactive AND effective_due_on + grace_days < as_of AS is_overdue,
       is_inactive_ever OR (settled_on IS NOT NULL AND NOT is_returned) AS is_known_ended
FROM priced;
