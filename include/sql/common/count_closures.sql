-- That closures ran, also where there was nothing to close (R6.7): derived from the events of D.
INSERT INTO audit.closure_run (as_of, cause, tickets, total)
SELECT %(as_of)s, k.cause, count(t.ticket_id), coalesce(sum(t.total_due), 0)
FROM (VALUES ('paid'), ('distrato'), ('transfer'), ('cession'), ('inactivation')) k (cause)
LEFT JOIN crm.ticket_state t ON t.kind = 'installment' AND t.closed_on = %(as_of)s AND t.closing_cause = k.cause
GROUP BY k.cause
ON CONFLICT (as_of, cause) DO UPDATE SET (tickets, total) = (EXCLUDED.tickets, EXCLUDED.total);
