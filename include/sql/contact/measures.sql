-- How many titles would be announced and how many could not be.
SELECT count(*) FILTER (WHERE action = 'queue') AS queued, count(*) FILTER (WHERE action = 'skip') AS skipped
FROM work.contact_plan
