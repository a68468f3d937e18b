SELECT action || ' ' || coalesce(skipped_reason, channel), count(*) FROM work.contact_plan GROUP BY 1
