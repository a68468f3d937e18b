SELECT CASE WHEN action = 'refuse' THEN 'não executada: ' || refused_reason
            WHEN action = 'end' AND method <> 'unblock' THEN format('%%s: limpar', k.says)
            ELSE format('%%s: %%s', k.says, coalesce(value, nullif(what, method))) END, count(DISTINCT event_id)
FROM work.integrations_plan
LEFT JOIN (VALUES ('collection_status', 'status de cobrança'), ('category', 'categoria'), ('block', 'bloqueio'),
                  ('unblock', 'desbloqueio')) k (method, says) USING (method)
WHERE run_id = %(run_id)s GROUP BY 1
