-- How many enterings would be carried out, and how many could not be.
SELECT count(DISTINCT event_id) FILTER (WHERE action <> 'refuse') AS carried,
       count(DISTINCT event_id) FILTER (WHERE action = 'refuse') AS refused
FROM work.integrations_plan WHERE run_id = %(run_id)s
