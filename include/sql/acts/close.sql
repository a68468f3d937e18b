-- A person closes a contract ticket (R6.8) with the values of that moment (R6.7).
UPDATE crm.ticket_state t SET
    status_code = %(status)s, status_since = work.as_of(), status_at = work.moment(),
    closed_on = work.as_of(), closing_cause = %(cause)s, closing_reason = %(closing_reason)s, version = t.version + 1,
    due_on = v.due_on, days_overdue = v.days_overdue, overdue_count = v.overdue_count, total_due = v.total_due,
    updated_on = v.updated_on, fields = v.fields
FROM crm.ticket v
WHERE t.ticket_id = %(ticket_id)s AND v.ticket_id = t.ticket_id;
