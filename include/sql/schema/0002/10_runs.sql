-- Runs of every batch stand in one table: the daily one, and the one of every ten minutes. `audit.batch_run` is
-- the daily ones, as before; two runs of the same batch never overlap (R9.6), a daily one and a short one may.
ALTER TABLE audit.batch_run RENAME TO run;
ALTER TABLE audit.run ADD COLUMN batch text NOT NULL DEFAULT 'daily' CHECK (batch IN ('daily', 'flow'));
DROP INDEX audit.one_running_batch;
CREATE UNIQUE INDEX one_running_batch ON audit.run (batch) WHERE state = 'running';

-- What is inserted through the view is a daily run, by the column's default.
CREATE VIEW audit.batch_run AS
SELECT run_id, as_of, dag_run_id, started_at, heartbeat_at, ended_at, state, late, settings_hash, source, mode,
       dry_run, accept, message
FROM audit.run WHERE batch = 'daily';
