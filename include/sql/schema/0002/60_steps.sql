-- A run that was killed and goes on plans each step anew. What its earlier plans of a step decided stays decided,
-- and counted: `applied` is of the run, `applied_before` what stood there before its last plan.
ALTER TABLE audit.step ADD COLUMN applied_before bigint NOT NULL DEFAULT 0;
