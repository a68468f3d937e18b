-- Close what was planned and is still the ticket that was planned on, with the values of D's extract (R6.7). What a
-- person is changing right now is waited for, and is another ticket then.
CREATE TEMP TABLE closing ON COMMIT DROP AS
SELECT p.* FROM work.closures_plan p JOIN crm.ticket_state t USING (ticket_id, version) WHERE t.closed_on IS NULL
FOR NO KEY UPDATE OF t;
ANALYZE closing;

UPDATE crm.ticket_state t SET
    status_code = p.to_status, status_since = %(as_of)s, status_at = work.moment(), closed_on = %(as_of)s,
    closing_cause = p.cause, closing_reason = p.reason, version = t.version + 1,
    due_on = i.due_on, days_overdue = i.seen_on - i.due_on, overdue_count = 1, total_due = i.total_due,
    updated_on = i.seen_on, fields = crm.installment_fields(i), paid_amount = p.paid_amount
FROM closing p JOIN mega.installment i USING (branch_code, contract_code, installment_code)
WHERE t.ticket_id = p.ticket_id AND p.kind = 'installment';

-- The children are closed: what is left of a contract ticket's values is what is left open (R8.9).
UPDATE crm.ticket_state t SET
    status_code = p.to_status, status_since = %(as_of)s, status_at = work.moment(), closed_on = %(as_of)s,
    closing_cause = p.cause, closing_reason = p.reason, version = t.version + 1,
    due_on = v.due_on, days_overdue = v.days_overdue, overdue_count = v.overdue_count, total_due = v.total_due,
    updated_on = v.updated_on, fields = v.fields
FROM closing p CROSS JOIN LATERAL (SELECT * FROM crm.ticket v WHERE v.ticket_id = p.ticket_id) v
WHERE t.ticket_id = p.ticket_id AND p.kind = 'contract';

INSERT INTO crm.ticket_event (ticket_id, as_of, happened_at, kind, from_request, to_request, from_status, to_status,
    reason, rule, actor, late, settings_hash, run_id, details)
SELECT p.ticket_id, %(as_of)s, work.moment(), 'closed', p.request_code, p.request_code, p.from_status, p.to_status,
       p.reason, 'R6.2', a.machine_actor, %(late)s, work.settings_hash(), %(run_id)s, jsonb_strip_nulls(
           jsonb_build_object('cause', p.cause, 'settled_on', p.settled_on, 'terminal_on', p.terminal_on,
               'total_due', p.total_due, 'paid_amount', p.paid_amount))
FROM closing p CROSS JOIN work.parameter a
ORDER BY p.ticket_id;

UPDATE crm.message m SET state = 'cancelled', skipped_reason = 'encerrada'
WHERE m.state = 'queued'
  AND NOT EXISTS (SELECT FROM crm.message_item i JOIN crm.ticket_state t USING (ticket_id)
                  WHERE i.message_id = m.message_id AND t.closed_on IS NULL);

-- include: common/count_closures.sql

SELECT count(*) AS applied FROM closing;
