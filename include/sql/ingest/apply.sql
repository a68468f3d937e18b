-- The mirror becomes what was read on D. Order matters: occurrences date the contract (R3.9), the contract
-- judges its rows (R2.3). An occurrence was read for itself: it counts, whatever the contract's extract did (R3.1).

INSERT INTO mega.phase_occurrence
SELECT o.*, %(as_of)s FROM work.stage_phase_occurrence o
JOIN work.phase USING (phase_code)
JOIN work.ingest_plan USING (branch_code, contract_code)
ON CONFLICT (occurrence_code) DO UPDATE SET
    (branch_code, contract_code, phase_code, phase_name, from_days, to_days, opened_on, ended_on, seen_on)
    = (EXCLUDED.branch_code, EXCLUDED.contract_code, EXCLUDED.phase_code, EXCLUDED.phase_name,
       EXCLUDED.from_days, EXCLUDED.to_days, EXCLUDED.opened_on, EXCLUDED.ended_on, EXCLUDED.seen_on);

INSERT INTO mega.contract_occurrence
SELECT o.*, %(as_of)s FROM work.stage_contract_occurrence o
JOIN work.ingest_plan USING (branch_code, contract_code)
ON CONFLICT (occurrence_code) DO UPDATE SET
    (branch_code, contract_code, type, cause, description, opened_on, ended_on, seen_on)
    = (EXCLUDED.branch_code, EXCLUDED.contract_code, EXCLUDED.type, EXCLUDED.cause, EXCLUDED.description,
       EXCLUDED.opened_on, EXCLUDED.ended_on, EXCLUDED.seen_on);

-- The principal participant is the customer (R3.8); those that an answer does not name any more are nobody's.
DELETE FROM mega.participant m USING work.ingest_plan p
WHERE p.action IN ('new', 'refresh') AND (p.branch_code, p.contract_code) = (m.branch_code, m.contract_code)
  AND EXISTS (SELECT FROM work.stage_participant s
              WHERE (s.branch_code, s.contract_code) = (m.branch_code, m.contract_code));
INSERT INTO mega.participant
SELECT s.*, %(as_of)s FROM work.stage_participant s
JOIN work.ingest_plan p USING (branch_code, contract_code) WHERE p.action IN ('new', 'refresh');

-- Contracts as listed, with the date of their end: the later of the occurrence's and the status's (R3.9).
MERGE INTO mega.contract AS c
USING (
    SELECT l.branch_code, l.contract_code, u.customer_code, u.customer_name, u.tax_id, l.person_type, l.proposal_code,
           l.contract_type, l.classification, l.status_code, l.status_on, l.category, l.development_code,
           l.development_name, l.block_name, l.unit_name, l.fine_rate, l.late_rate, k.cause AS terminal_cause,
           CASE WHEN k.cause IS NOT NULL THEN greatest(l.status_on, d.opened_on) END AS terminal_on,
           l.status_code IN ('A', 'U', 'Q') AND EXISTS (
               SELECT FROM mega.contract_occurrence o
               WHERE (o.branch_code, o.contract_code) = (l.branch_code, l.contract_code)
                 AND o.cause = 'distrato' AND o.ended_on IS NULL) AS is_distrato_studied
    FROM work.stage_contract l
    JOIN work.stage_customer u USING (branch_code, contract_code)
    JOIN work.ingest_plan p ON (p.branch_code, p.contract_code) = (l.branch_code, l.contract_code) AND p.action <> 'failed'
    LEFT JOIN work.terminal_status k ON k.status_code = l.status_code
    LEFT JOIN LATERAL (
        SELECT max(o.opened_on) AS opened_on FROM mega.contract_occurrence o
        WHERE (o.branch_code, o.contract_code) = (l.branch_code, l.contract_code) AND o.cause = k.cause
    ) d ON true
) AS s ON (c.branch_code, c.contract_code) = (s.branch_code, s.contract_code)
WHEN MATCHED AND
    (c.customer_code, c.customer_name, c.tax_id, c.person_type, c.proposal_code, c.contract_type, c.classification,
     c.status_code, c.status_on, c.category, c.development_code, c.development_name, c.block_name, c.unit_name,
     c.fine_rate, c.late_rate, c.terminal_cause, c.terminal_on, c.is_distrato_studied)
    IS DISTINCT FROM
    (s.customer_code, s.customer_name, s.tax_id, s.person_type, s.proposal_code, s.contract_type, s.classification,
     s.status_code, s.status_on, s.category, s.development_code, s.development_name, s.block_name, s.unit_name,
     s.fine_rate, s.late_rate, s.terminal_cause, s.terminal_on, s.is_distrato_studied)
THEN UPDATE SET
    customer_code = s.customer_code, customer_name = s.customer_name, tax_id = s.tax_id, person_type = s.person_type,
    proposal_code = s.proposal_code, contract_type = s.contract_type, classification = s.classification,
    status_code = s.status_code, status_on = s.status_on, category = s.category,
    development_code = s.development_code, development_name = s.development_name, block_name = s.block_name,
    unit_name = s.unit_name, fine_rate = s.fine_rate, late_rate = s.late_rate,
    terminal_cause = s.terminal_cause, terminal_on = s.terminal_on, is_distrato_studied = s.is_distrato_studied
WHEN NOT MATCHED THEN INSERT
    (branch_code, contract_code, customer_code, customer_name, tax_id, person_type, proposal_code, contract_type,
     classification, status_code, status_on, category, development_code, development_name, block_name, unit_name,
     fine_rate, late_rate, first_seen_on, seen_on, terminal_cause, terminal_on, is_distrato_studied)
VALUES
    (s.branch_code, s.contract_code, s.customer_code, s.customer_name, s.tax_id, s.person_type, s.proposal_code,
     s.contract_type, s.classification, s.status_code, s.status_on, s.category, s.development_code,
     s.development_name, s.block_name, s.unit_name, s.fine_rate, s.late_rate, %(as_of)s, %(as_of)s,
     s.terminal_cause, s.terminal_on, s.is_distrato_studied);

UPDATE mega.contract c SET failed_on = %(as_of)s, failed_why = p.why
FROM work.ingest_plan p
WHERE p.action = 'failed' AND (p.branch_code, p.contract_code) = (c.branch_code, c.contract_code);

DELETE FROM mega.renegotiation r USING work.ingest_plan p
WHERE p.action IN ('new', 'refresh') AND (p.branch_code, p.contract_code) = (r.branch_code, r.contract_code);
INSERT INTO mega.renegotiation
SELECT s.*, %(as_of)s FROM work.stage_renegotiation s
JOIN work.ingest_plan p USING (branch_code, contract_code) WHERE p.action IN ('new', 'refresh');

-- include: common/derive.sql

INSERT INTO mega.title_kind (money_source, registry_status, origin)
SELECT DISTINCT coalesce(money_source, ''), registry_status, coalesce(origin, '') FROM staged_kind
ON CONFLICT DO NOTHING;

-- Rows that are over as of D, why (R3.7, R6.4), and whether the mirror has to remember them. A remainder is a row
-- of origin Baixa Parcial with the same due date that is not settled, or was settled after this one.
CREATE TEMP TABLE over ON COMMIT DROP AS
SELECT branch_code, contract_code, installment_code, due_on, settled_on, is_settled, inactivation_reason
FROM work.stage_title WHERE is_settled OR is_inactive;
CREATE TEMP TABLE remainder ON COMMIT DROP AS
WITH named AS MATERIALIZED (SELECT DISTINCT origin FROM work.stage_installment)
SELECT branch_code, contract_code, installment_code, due_on, settled_on FROM work.stage_installment
WHERE origin IN (SELECT origin FROM named WHERE work.plain(origin) = 'baixa parcial');
ANALYZE over, remainder;

CREATE TEMP TABLE ended ON COMMIT DROP AS
SELECT branch_code, contract_code, installment_code,
       CASE WHEN o.is_settled THEN CASE WHEN p.installment_code IS NULL THEN 'quitada' ELSE 'parcial' END
            WHEN work.plain(coalesce(o.inactivation_reason, '')) LIKE '%%renegocia%%' THEN 'renegociada'
            WHEN p.installment_code IS NOT NULL THEN 'parcial'
            ELSE 'inativada' END AS end_reason,
       EXISTS (SELECT FROM crm.ticket_state t
               WHERE (t.branch_code, t.contract_code, t.installment_code)
                   = (o.branch_code, o.contract_code, o.installment_code)) AS had_ticket
FROM over o
LEFT JOIN (
    SELECT DISTINCT o.branch_code, o.contract_code, o.installment_code
    FROM over o JOIN remainder r USING (branch_code, contract_code, due_on)
    WHERE r.installment_code <> o.installment_code
      AND (r.settled_on IS NULL OR o.settled_on IS NULL
           OR (r.settled_on, r.installment_code) > (o.settled_on, o.installment_code))
) p USING (branch_code, contract_code, installment_code);
ANALYZE ended;

-- The mirror keeps rows that are open and rows that ever had a ticket.
MERGE INTO mega.installment AS i
USING (
    SELECT t.*, e.end_reason, e.had_ticket
    FROM work.stage_title t LEFT JOIN ended e USING (branch_code, contract_code, installment_code)
) AS t ON (i.branch_code, i.contract_code, i.installment_code) = (t.branch_code, t.contract_code, t.installment_code)
WHEN MATCHED AND NOT t.had_ticket THEN DELETE
WHEN MATCHED THEN UPDATE SET
    condition_code = t.condition_code, registry_status = t.registry_status, status_on = t.status_on,
    installment_type = t.installment_type, sequence = t.sequence, due_on = t.due_on, original = t.original,
    corrected = t.corrected, fine = t.fine, late_charge = t.late_charge, interest = t.interest,
    discount = t.discount, fees = t.fees, paid = t.paid, total_due = t.total_due, settled_on = t.settled_on,
    money_source = t.money_source, origin = t.origin, inactivation_reason = t.inactivation_reason,
    boleto_number = t.boleto_number, boleto_due_on = t.boleto_due_on, seen_on = %(as_of)s, missing_on = NULL,
    effective_due_on = t.effective_due_on, is_buyers = t.is_buyers, is_settled = t.is_settled,
    is_inactive = t.is_inactive, is_overdue = t.is_overdue, is_known_ended = t.is_known_ended,
    end_reason = t.end_reason
WHEN NOT MATCHED AND t.end_reason IS NULL THEN INSERT
    (branch_code, contract_code, installment_code, condition_code, registry_status, status_on, installment_type,
     sequence, due_on, original, corrected, fine, late_charge, interest, discount, fees, paid, total_due, settled_on,
     money_source, origin, inactivation_reason, boleto_number, boleto_due_on, first_seen_on, seen_on,
     effective_due_on, is_buyers, is_settled, is_inactive, is_overdue, is_known_ended)
VALUES
    (t.branch_code, t.contract_code, t.installment_code, t.condition_code, t.registry_status, t.status_on,
     t.installment_type, t.sequence, t.due_on, t.original, t.corrected, t.fine, t.late_charge, t.interest, t.discount,
     t.fees, t.paid, t.total_due, t.settled_on, t.money_source, t.origin, t.inactivation_reason, t.boleto_number,
     t.boleto_due_on, %(as_of)s, %(as_of)s, t.effective_due_on, t.is_buyers, t.is_settled, t.is_inactive,
     t.is_overdue, t.is_known_ended);

ANALYZE mega.installment;

-- Rows that the answer lacks (R6.3): missing since D, unless they were missing before.
UPDATE mega.installment i SET
    missing_on = coalesce(i.missing_on, %(as_of)s), is_overdue = false,
    is_settled = i.is_settled OR (i.is_known_ended AND coalesce(i.settled_on < %(as_of)s, false))
FROM work.ingest_plan p
WHERE p.action IN ('new', 'refresh') AND (p.branch_code, p.contract_code) = (i.branch_code, i.contract_code)
  AND i.seen_on < %(as_of)s;

-- What the listing and the answer of each contract say of the contract itself (R2.3, R2.4, R3.6).
UPDATE mega.contract c SET seen_on = %(as_of)s
FROM work.ingest_plan p
WHERE p.action = 'listed' AND (p.branch_code, p.contract_code) = (c.branch_code, c.contract_code);

UPDATE mega.contract c SET
    seen_on = CASE WHEN l.contract_code IS NULL THEN c.seen_on ELSE %(as_of)s END,
    rows_before_on = CASE WHEN c.rows_on < %(as_of)s THEN c.rows_on ELSE c.rows_before_on END,
    rows_on = %(as_of)s, row_count = e.row_count, settled_count = e.settled_count, inactive_count = e.inactive_count,
    failed_on = NULL, failed_why = NULL, is_inactive = d.is_inactive, study_since = r.since,
    overdue_titles = coalesce(a.titles, 0), overdue_oldest_on = a.oldest_on,
    buyers_titles = coalesce(a.buyers_titles, 0), buyers_oldest_on = a.buyers_oldest_on,
    buyers_total = coalesce(a.buyers_total, 0)
FROM work.ingest_plan p
JOIN work.stage_extract e USING (branch_code, contract_code)
JOIN work.derived_contract d USING (branch_code, contract_code)
LEFT JOIN work.stage_contract l USING (branch_code, contract_code)
LEFT JOIN (
    SELECT branch_code, contract_code, max(coalesce(generated_on, %(as_of)s - 1)) AS since   -- each pauses for itself
    FROM mega.renegotiation
    WHERE (generated_on IS NULL OR generated_on < %(as_of)s) AND (status = 'studied' OR status_on >= %(as_of)s)
    GROUP BY branch_code, contract_code
) r USING (branch_code, contract_code)
LEFT JOIN (
    SELECT branch_code, contract_code, count(*) AS titles, min(due_on) AS oldest_on,
           count(*) FILTER (WHERE is_buyers) AS buyers_titles, min(due_on) FILTER (WHERE is_buyers) AS buyers_oldest_on,
           sum(total_due) FILTER (WHERE is_buyers) AS buyers_total
    FROM mega.installment WHERE is_overdue AND seen_on = %(as_of)s
    GROUP BY branch_code, contract_code
) a USING (branch_code, contract_code)
WHERE p.action IN ('new', 'refresh') AND (p.branch_code, p.contract_code) = (c.branch_code, c.contract_code);

ANALYZE mega.contract;

-- A row that was open and is gone, and never had a ticket, is forgotten.
DELETE FROM mega.installment i USING work.ingest_plan p
WHERE i.missing_on < %(as_of)s AND p.action IN ('new', 'refresh')
  AND (p.branch_code, p.contract_code) = (i.branch_code, i.contract_code)
  AND NOT EXISTS (
      SELECT FROM crm.ticket_state t
      WHERE (t.branch_code, t.contract_code, t.installment_code)
          = (i.branch_code, i.contract_code, i.installment_code));

INSERT INTO crm.customer (customer_code, name, tax_id, state, city, seen_on)
SELECT s.customer_code, s.customer_name, s.tax_id, s.state, s.city, %(as_of)s
FROM (
    SELECT DISTINCT ON (l.customer_code) l.customer_code, l.customer_name, l.tax_id,
           coalesce(p.state, c.state) AS state, coalesce(p.city, c.city) AS city,
           c.customer_code IS NULL OR (c.name, c.tax_id, c.state, c.city) IS DISTINCT FROM
               (l.customer_name, l.tax_id, coalesce(p.state, c.state), coalesce(p.city, c.city)) AS is_news
    FROM work.stage_customer l
    LEFT JOIN work.stage_customer_place p USING (customer_code)
    LEFT JOIN crm.customer c USING (customer_code)
    WHERE l.customer_code IS NOT NULL
    ORDER BY l.customer_code, l.contract_code DESC
) s
WHERE s.is_news
ON CONFLICT (customer_code) DO UPDATE SET (name, tax_id, state, city, seen_on)
    = (EXCLUDED.name, EXCLUDED.tax_id, EXCLUDED.state, EXCLUDED.city, EXCLUDED.seen_on);

INSERT INTO crm.customer_channel (customer_code, channel, address, source, priority, valid_from)
SELECT DISTINCT ON (s.customer_code, s.channel, s.address)
       s.customer_code, s.channel, s.address, s.source, s.priority, work.moment()
FROM work.stage_customer_channel s JOIN crm.customer USING (customer_code)
WHERE NOT EXISTS (
    SELECT FROM crm.customer_channel c
    WHERE (c.customer_code, c.channel, c.address) = (s.customer_code, s.channel, s.address))
ORDER BY s.customer_code, s.channel, s.address, s.priority;

DELETE FROM audit.failed_extract WHERE run_id = %(run_id)s;
INSERT INTO audit.failed_extract (run_id, as_of, branch_code, contract_code, endpoint, field, value, why)
SELECT %(run_id)s, %(as_of)s, p.branch_code, p.contract_code, p.endpoint, p.field, coalesce(e.value, r.value), p.why
FROM work.ingest_plan p
LEFT JOIN work.stage_extract e ON (e.branch_code, e.contract_code, e.why) = (p.branch_code, p.contract_code, p.why)
LEFT JOIN LATERAL (
    SELECT value FROM work.stage_refusal s
    WHERE (s.branch_code, s.contract_code, s.why) = (p.branch_code, p.contract_code, p.why) LIMIT 1
) r ON true
WHERE p.action = 'failed'
UNION ALL
SELECT %(run_id)s, %(as_of)s, branch_code, contract_code, endpoint, field, value, why
FROM work.stage_refusal WHERE branch_code IS NULL OR contract_code IS NULL;

SELECT count(*) AS applied FROM work.ingest_plan;
