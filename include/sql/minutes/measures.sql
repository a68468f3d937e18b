-- How many tickets would move on.
SELECT count(*) AS moved_on FROM work.minutes_plan
