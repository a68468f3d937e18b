-- The newest daily run that was to decide something: its D, how it stands, which steps it applied, what stopped it.
SELECT r.run_id, r.as_of, r.state, r.late, r.settings_hash,
       ARRAY(SELECT s.step FROM audit.step s WHERE s.run_id = r.run_id AND s.applied_at IS NOT NULL) AS applied,
       ARRAY(SELECT format('%%s (%%s casos)', g.expectation, coalesce(g.unexpected_count, 0)) FROM audit.gate_result g
             WHERE g.run_id = r.run_id AND NOT g.passed AND g.severity = 'critical' AND g.accepted_by IS NULL
             ORDER BY g.expectation) AS stopped_by
FROM audit.batch_run r
WHERE NOT r.dry_run AND r.mode = 'full'
ORDER BY r.run_id DESC LIMIT 1
