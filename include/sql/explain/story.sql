-- What happened to tickets, in order.
SELECT ticket_id, position, happened_at, as_of, kind, sentence, rule, actor, role, said, run_id, late, step, plan_hash, gate,
       settings_hash, evidence
FROM crm.ticket_story WHERE ticket_id = ANY (%(tickets)s) ORDER BY ticket_id, position
