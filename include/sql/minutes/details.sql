SELECT to_status, count(*) FROM work.minutes_plan GROUP BY 1
