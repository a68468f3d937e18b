SELECT action, count(*) FROM work.ingest_plan GROUP BY action
UNION ALL SELECT 'rows_read', coalesce(sum(row_count), 0) FROM work.stage_extract
UNION ALL SELECT 'rows_staged', count(*) FROM work.stage_installment
UNION ALL SELECT 'overdue', count(*) FROM mega.installment WHERE is_overdue AND seen_on = %(as_of)s
