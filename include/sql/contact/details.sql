SELECT CASE action WHEN 'queue' THEN 'na fila: ' ELSE 'não avisar: ' END || coalesce(skipped_reason, channel), count(*)
FROM work.contact_plan GROUP BY action, coalesce(skipped_reason, channel)
