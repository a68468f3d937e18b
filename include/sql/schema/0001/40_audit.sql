-- Runs, verdicts, figures. All figures of a D are derived from the events of D.

CREATE TABLE audit.settings (
    settings_hash text PRIMARY KEY,
    content       jsonb NOT NULL,
    first_used_at timestamptz NOT NULL
);

CREATE TABLE audit.batch_run (
    run_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    as_of         date NOT NULL,
    dag_run_id    text NOT NULL,
    started_at    timestamptz NOT NULL,
    heartbeat_at  timestamptz NOT NULL,
    ended_at      timestamptz,
    state         text NOT NULL CHECK (state IN ('running', 'good', 'failed', 'blocked')),
    late          boolean NOT NULL,
    settings_hash text NOT NULL REFERENCES audit.settings,
    source        text NOT NULL CHECK (source IN ('erp', 'landing', 'staged')),
    mode          text NOT NULL CHECK (mode IN ('full', 'figures')),   -- R9.4
    dry_run       boolean NOT NULL DEFAULT false,
    accept        jsonb NOT NULL DEFAULT '{}',
    message       text
);
-- Two runs never overlap (R9.6).
CREATE UNIQUE INDEX one_running_batch ON audit.batch_run (state) WHERE state = 'running';
CREATE INDEX batch_run_by_day ON audit.batch_run (as_of);

CREATE TABLE audit.step (
    run_id        bigint NOT NULL REFERENCES audit.batch_run,
    as_of         date NOT NULL,
    step          text NOT NULL,
    planned       bigint,
    plan_hash     text,
    applied       bigint,
    dropped       bigint,                  -- planned rows whose ticket changed meanwhile
    gate          text CHECK (gate IN ('passed', 'warned', 'failed', 'accepted')),
    seconds       numeric(10, 3) NOT NULL DEFAULT 0,
    read_from     timestamptz,             -- when the ERP was first and last read for it, by real time
    read_to       timestamptz,
    plan_seconds  numeric(10, 3),
    gate_seconds  numeric(10, 3),
    apply_seconds numeric(10, 3),
    applied_at    timestamptz,
    details       jsonb NOT NULL DEFAULT '{}',   -- counts by kind, what was left out and why
    PRIMARY KEY (run_id, step)
);

CREATE TABLE audit.gate_result (
    run_id           bigint NOT NULL REFERENCES audit.batch_run,
    as_of            date NOT NULL,
    step             text NOT NULL,
    expectation      text NOT NULL,
    severity         text NOT NULL CHECK (severity IN ('critical', 'warning', 'info')),
    passed           boolean NOT NULL,
    unexpected_count bigint,
    observed         text,
    sample           jsonb,                -- keys and codes only
    accepted_by      text,
    accepted_reason  text,
    judged_at        timestamptz NOT NULL,
    PRIMARY KEY (run_id, step, expectation)
);

CREATE TABLE audit.failed_extract (
    run_id        bigint NOT NULL REFERENCES audit.batch_run,
    as_of         date NOT NULL,
    branch_code   integer,
    contract_code bigint,
    endpoint      text NOT NULL,
    field         text,
    value         text,
    why           text NOT NULL
);
CREATE INDEX failed_extract_by_day ON audit.failed_extract (as_of);

CREATE TABLE audit.closure_run (
    as_of   date NOT NULL,
    cause   text NOT NULL CHECK (cause IN ('paid', 'distrato', 'transfer', 'cession', 'inactivation')),
    tickets bigint NOT NULL,
    total   numeric(15, 2) NOT NULL,
    PRIMARY KEY (as_of, cause)
);

CREATE TABLE audit.reconciliation (
    as_of     date NOT NULL,
    take      text NOT NULL CHECK (take IN ('batch', 'evening')),
    side      text NOT NULL CHECK (side IN ('mega', 'crm')),
    titles    bigint NOT NULL,
    total     numeric(15, 2) NOT NULL,
    contracts bigint NOT NULL,
    taken_at  timestamptz NOT NULL,
    PRIMARY KEY (as_of, take, side)
);

CREATE TABLE audit.reconciliation_line (      -- the same by development and phase, and the lines of their own
    as_of            date NOT NULL,
    take             text NOT NULL CHECK (take IN ('batch', 'evening')),
    side             text NOT NULL CHECK (side IN ('mega', 'crm')),
    line             text NOT NULL CHECK (line IN ('integrated', 'paid_today', 'not_integrated', 'failed_extract')),
    development_code integer NOT NULL DEFAULT 0,
    phase_code       text NOT NULL DEFAULT '',
    titles           bigint NOT NULL,
    total            numeric(15, 2) NOT NULL,
    contracts        bigint NOT NULL,
    PRIMARY KEY (as_of, take, side, line, development_code, phase_code)
);

CREATE TABLE audit.reconciliation_diff (
    as_of            date NOT NULL,
    take             text NOT NULL CHECK (take IN ('batch', 'evening')),
    branch_code      integer NOT NULL,
    contract_code    bigint NOT NULL,
    installment_code bigint NOT NULL,
    kind             text NOT NULL CHECK (kind IN ('only_in_mega', 'only_in_crm', 'value')),
    mega_total       numeric(15, 2),
    crm_total        numeric(15, 2),
    PRIMARY KEY (as_of, take, branch_code, contract_code, installment_code)
);

CREATE TABLE audit.aging_daily (
    as_of            date NOT NULL,
    development_code integer NOT NULL,
    range            text NOT NULL,
    contracts        bigint NOT NULL,
    titles           bigint NOT NULL,
    total            numeric(15, 2) NOT NULL,
    PRIMARY KEY (as_of, development_code, range)
);
