SELECT to_status, count(*) FROM work.flows_plan GROUP BY 1
