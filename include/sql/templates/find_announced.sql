-- A ticket and, of a contract ticket, its open installment tickets: what could be told of them. Ended titles are told of
-- nothing more (R6.6).
SELECT t.ticket_id, t.kind, t.request_code, t.status_code, t.closed_on, coalesce(i.is_known_ended, false) AS is_ended
FROM crm.ticket_state t
LEFT JOIN mega.installment i USING (branch_code, contract_code, installment_code)
WHERE t.ticket_id = %(ticket)s OR (t.parent_id = %(ticket)s AND t.kind = 'installment' AND t.closed_on IS NULL)
ORDER BY t.ticket_id <> %(ticket)s, i.due_on, t.ticket_id;
