-- Tickets of a contract that are open, and one that is asked for by its number: where they stand, where the machine
-- places them by their days (R5.3), and how they came there.
WITH asked AS MATERIALIZED (
    SELECT ticket_id FROM crm.ticket_state
    WHERE (branch_code, contract_code) = (%(branch_code)s, %(contract_code)s) AND closed_on IS NULL
    UNION
    SELECT %(ticket_id)s::bigint WHERE %(ticket_id)s::bigint IS NOT NULL
)
SELECT t.ticket_id, t.kind, t.parent_id, t.branch_code, t.contract_code, t.installment_code, t.request_code,
       t.status_code, t.status_since, t.placed_by, t.responsible, t.due_on, t.days_overdue, t.overdue_count, t.total_due,
       t.opened_on, t.updated_on, t.closed_on, t.closing_cause, work.word(t.closing_cause) AS cause,
       work.word(t.closing_reason) AS closing_reason, t.paid_amount,
       f.position, f.chain_position, f.is_linear, f.end_day, f.wait_days, f.wait_minutes, f.leads_to,
       coalesce(f.channels, '{}') AS channels, w.status_code AS place, w.chain_position AS place_position,
       work.told_place(t.days_overdue, w.status_code, w.start_day, w.end_day) AS told_place,
       e.event_id IS NOT NULL AND e.late AS entered_late,
       e.event_id IS NOT NULL AND NOT EXISTS (
           SELECT FROM audit.batch_run r
           WHERE r.state = 'good' AND NOT r.dry_run AND r.mode = 'full' AND r.as_of < e.as_of) AS entered_first,
       n.ticket_id AS newer_ticket, coalesce(m.waits_since, t.status_at) AS waits_since,
       (SELECT max(x.refused_reason) FROM work.integrations_plan x WHERE x.ticket_id = t.ticket_id) AS refused_reason
FROM crm.ticket t
JOIN asked USING (ticket_id)
LEFT JOIN work.flow_step f ON (f.request_code, f.status_code) = (t.request_code, t.status_code)
LEFT JOIN work.place w
    ON w.request_code = t.request_code AND t.days_overdue >= w.start_day
    AND (w.end_day IS NULL OR t.days_overdue < w.end_day)
LEFT JOIN LATERAL (
    SELECT x.event_id, x.late, x.as_of FROM crm.ticket_event x
    WHERE x.ticket_id = t.ticket_id AND x.to_status IS NOT NULL ORDER BY x.event_id DESC LIMIT 1
) e ON true
LEFT JOIN LATERAL (
    SELECT max(s.ticket_id) AS ticket_id FROM crm.ticket_state s
    WHERE s.kind = t.kind AND s.kind IN ('contract', 'installment') AND s.closed_on IS NULL AND t.closed_on IS NOT NULL
      AND (s.branch_code, s.contract_code) = (t.branch_code, t.contract_code)
      AND s.installment_code IS NOT DISTINCT FROM t.installment_code
) n ON true
LEFT JOIN LATERAL (
    SELECT (x.details ->> 'waits_since')::timestamptz AS waits_since FROM crm.ticket_event x
    WHERE x.ticket_id = t.ticket_id AND x.kind = 'moved' ORDER BY x.event_id DESC LIMIT 1
) m ON true
ORDER BY t.kind, t.due_on NULLS LAST, t.installment_code, t.ticket_id
