SELECT kind || ' ' || cause, count(*) FROM work.closures_plan GROUP BY 1
