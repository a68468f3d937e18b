-- Settings and the database: with which folder each run began.

-- A late run works with the settings that were valid on its D (R9.3); what stood in the folder as it began is kept
-- beside them. Null: the run worked with the folder itself.
ALTER TABLE audit.run ADD COLUMN folder_hash text REFERENCES audit.settings;
CREATE OR REPLACE VIEW audit.batch_run AS
SELECT run_id, as_of, dag_run_id, started_at, heartbeat_at, ended_at, state, late, settings_hash, source, mode,
       dry_run, accept, message, folder_hash
FROM audit.run WHERE batch = 'daily';
