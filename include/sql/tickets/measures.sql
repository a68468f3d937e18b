-- How many installment tickets would be opened, beside those open now (R8.6).
SELECT o.titles AS open_titles, p.titles AS newly_opened,
       CASE WHEN %(is_first_load)s THEN p.titles
            ELSE greatest(%(floor)s, floor(o.titles * %(new_share)s)) END AS newly_opened_limit
FROM (SELECT count(*) AS titles FROM crm.ticket_state WHERE kind = 'installment' AND closed_on IS NULL) o,
     (SELECT count(*) AS titles FROM work.tickets_plan WHERE kind = 'installment') p
