-- How many tickets would be moved by a route, beside those open now (R8.6).
SELECT o.tickets AS open_tickets, p.tickets AS routed,
       CASE WHEN %(is_first_load)s THEN p.tickets
            ELSE greatest(%(floor)s, floor(o.tickets * %(routed_share)s)) END AS routed_limit
FROM (SELECT count(*) AS tickets FROM crm.ticket_state
      WHERE kind IN ('contract', 'installment') AND closed_on IS NULL) o,
     (SELECT count(*) AS tickets FROM work.routing_plan) p
