SELECT kind || ' → ' || to_request, count(*) FROM work.routing_plan GROUP BY 1
