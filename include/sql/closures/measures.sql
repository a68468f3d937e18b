-- How many installment tickets would be closed, beside those open now (R8.6).
SELECT o.titles AS open_titles, p.closed, p.gone,
       CASE WHEN %(is_first_load)s THEN p.closed
            ELSE greatest(%(floor)s, floor(o.titles * %(closed_share)s)) END AS closed_limit,
       CASE WHEN %(is_first_load)s THEN p.gone
            ELSE greatest(%(floor)s, floor(o.titles * %(gone_share)s)) END AS gone_limit
FROM (SELECT count(*) AS titles FROM crm.ticket_state WHERE kind = 'installment' AND closed_on IS NULL) o,
     (SELECT count(*) AS closed, count(*) FILTER (WHERE cause = 'inactivation') AS gone
      FROM work.closures_plan WHERE kind = 'installment') p
