-- The mirrored rows of a contract, with their open ticket and the last one that was closed. `route_…` are
-- the contract's routing rule, null where it meets none.
SELECT i.installment_code, i.registry_status, i.status_on, i.installment_type, i.sequence, i.money_source, i.origin,
       i.due_on, i.effective_due_on, i.original, i.corrected, i.fine, i.late_charge, i.fees, i.paid, i.total_due,
       i.settled_on, i.seen_on, i.missing_on, i.is_buyers, i.is_settled, i.is_inactive, i.is_overdue, i.is_known_ended,
       work.word(i.end_reason) AS end_reason,
       p.all_installment_types OR work.plain(i.installment_type) = ANY (p.installment_types) AS is_type_integrated,
       t.ticket_id AS open_ticket, z.ticket_id AS closed_ticket, z.closed_on,
       coalesce(work.word(z.closing_cause), work.word(z.closing_reason)) AS closed_by, d.to_request, d.reason AS route_name
FROM mega.installment i
CROSS JOIN work.parameter p
CROSS JOIN (
    SELECT %(route_priority)s::integer AS priority, %(route_name)s::text AS name, %(route_installment)s::text AS installment_request
) r
LEFT JOIN LATERAL work.title_rule(coalesce(i.money_source, ''), i.registry_status, coalesce(i.origin, '')) o ON true
CROSS JOIN LATERAL (
-- include: common/title_request.sql
) d
LEFT JOIN crm.ticket_state t
    ON t.kind = 'installment' AND t.closed_on IS NULL AND (t.branch_code, t.contract_code, t.installment_code)
        = (i.branch_code, i.contract_code, i.installment_code)
LEFT JOIN LATERAL (
    SELECT s.ticket_id, s.closed_on, s.closing_cause, s.closing_reason FROM crm.ticket_state s
    WHERE s.kind = 'installment' AND s.closed_on IS NOT NULL
      AND (s.branch_code, s.contract_code, s.installment_code) = (i.branch_code, i.contract_code, i.installment_code)
    ORDER BY s.closed_on DESC, s.ticket_id DESC LIMIT 1
) z ON true
WHERE (i.branch_code, i.contract_code) = (%(branch_code)s, %(contract_code)s)
ORDER BY i.due_on, i.installment_code
