SELECT 'integrated', coalesce(sum(titles), 0) FROM work.reconcile_share
UNION ALL SELECT line, count(*) FROM work.reconcile_plan WHERE line <> 'integrated' GROUP BY line
UNION ALL SELECT kind, count(*) FROM work.reconcile_plan WHERE kind IS NOT NULL GROUP BY kind
