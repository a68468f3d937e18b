-- How many tickets would advance; no share limits them (R5.3).
SELECT count(*) AS advanced FROM work.flows_plan
