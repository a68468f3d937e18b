SELECT line, count(*) FROM work.reconcile_plan GROUP BY line
UNION ALL SELECT kind, count(*) FROM work.reconcile_plan WHERE kind IS NOT NULL GROUP BY kind
