-- Settings and the database: with which folder each run began, and tickets that stand in what a folder lacks.

-- A late run works with the settings that were valid on its D (R9.3); what stood in the folder as it began is kept
-- beside them. Null: the run worked with the folder itself.
ALTER TABLE audit.run ADD COLUMN folder_hash text REFERENCES audit.settings;
CREATE OR REPLACE VIEW audit.batch_run AS
SELECT run_id, as_of, dag_run_id, started_at, heartbeat_at, ended_at, state, late, settings_hash, source, mode,
       dry_run, accept, message, folder_hash
FROM audit.run WHERE batch = 'daily';

-- A person's mapping of such tickets is a run too: planned, judged, applied (docs/decisions/0014).
ALTER TABLE audit.run DROP CONSTRAINT run_batch_check, ADD CHECK (batch IN ('daily', 'flow', 'remap'));

-- Open tickets that stand where the session's settings know no standing: no such request, or one of another kind, no
-- such status, one that the request's flow lacks; and what the machine alone moves, an installment ticket, in a status
-- that its chain does not reach.
CREATE VIEW work.unknown_ticket AS
SELECT t.ticket_id, t.version, t.kind, t.branch_code, t.contract_code, t.installment_code, t.request_code,
       t.status_code, t.placed_by,
       CASE WHEN r.request_code IS NULL THEN 'request'
            WHEN r.kind <> t.kind THEN 'kind'
            WHEN f.status_code IS NULL AND s.status_code IS NULL THEN 'status'
            WHEN f.status_code IS NULL THEN 'flow'
            ELSE 'chain' END AS lack
FROM crm.ticket_state t
LEFT JOIN work.request r USING (request_code)
LEFT JOIN work.status s USING (status_code)
LEFT JOIN work.flow_step f ON (f.request_code, f.status_code) = (t.request_code, t.status_code)
WHERE t.closed_on IS NULL
  AND (r.kind IS DISTINCT FROM t.kind OR f.status_code IS NULL
       OR (t.kind = 'installment' AND t.placed_by = 'machine' AND f.chain_position IS NULL AND f.position > 1));

-- What a mapping file says, one row a pair, while it is carried out.
CREATE TABLE work.remap_pair (
    pair_no      integer PRIMARY KEY,      -- its place in the file, from 1
    from_request text NOT NULL,
    from_status  text,                     -- null: each that has no pair of its own
    to_request   text NOT NULL,
    to_status    text,                     -- null: the status of the same code
    actor        text NOT NULL,
    reason       text NOT NULL,
    UNIQUE NULLS NOT DISTINCT (from_request, from_status)
);
CREATE TABLE work.remap_plan (
    ticket_id     bigint PRIMARY KEY,
    version       integer NOT NULL,
    kind          text NOT NULL,
    branch_code   integer NOT NULL,
    contract_code bigint NOT NULL,
    installment_code bigint,
    placed_by     text NOT NULL,
    from_request  text NOT NULL,
    to_request    text NOT NULL,
    from_status   text NOT NULL,
    to_status     text NOT NULL,
    pair_no       integer NOT NULL
);

-- Who was mapped into a status has not entered it by the régua and is not told of it (R5.5): few among many events.
CREATE INDEX ticket_event_remapped ON crm.ticket_event (ticket_id) WHERE details ? 'mapping';
