-- The settings folder as SQL reads it: `work.settings_*` holds each folder by its hash, the view of
-- the short name shows the folder of the session (`cobranca.settings_hash`). Written by
-- cobranca.settings.tables, never by hand.

CREATE TABLE work.settings_parameter (
    settings_hash           text PRIMARY KEY,
    all_installment_types   boolean NOT NULL,      -- gerar_todos_tp_parcelas
    installment_types       text[] NOT NULL,       -- plain(); used when the flag is off
    all_developments        boolean NOT NULL,
    auto_close_contract     boolean NOT NULL,
    shifts_to_banking_day   boolean NOT NULL,      -- business_days: next
    grace_days              integer NOT NULL,
    tolerance               numeric(15, 2) NOT NULL,
    computes_charges        boolean NOT NULL,      -- charges: compute
    adds_corrected          boolean NOT NULL,      -- total_terms, one column a term
    adds_fine               boolean NOT NULL,
    adds_late_charge        boolean NOT NULL,
    adds_fees               boolean NOT NULL,
    adds_interest           boolean NOT NULL,
    subtracts_discount      boolean NOT NULL,
    first_phase_day         integer NOT NULL,      -- from_days of the first integrated phase (R3.0)
    study_days              integer NOT NULL,
    integration_request     text NOT NULL,         -- COBREL
    integration_status      text NOT NULL,         -- FECHADA
    contract_request        text NOT NULL,         -- COD_COBRANCA
    installment_request     text NOT NULL,         -- COD_SOL_PARCELAS
    repasse_contract_request    text NOT NULL,     -- COD_CTR_REPASSE
    machine_actor           text NOT NULL          -- integra. cobrança
);

CREATE TABLE work.settings_branch (
    settings_hash text NOT NULL, branch_code integer NOT NULL, name text NOT NULL, state text NOT NULL, city text,
    PRIMARY KEY (settings_hash, branch_code)
);
CREATE TABLE work.settings_holiday (       -- every non-banking weekday-or-not date of a branch
    settings_hash text NOT NULL, branch_code integer NOT NULL, day date NOT NULL, name text NOT NULL,
    PRIMARY KEY (settings_hash, branch_code, day)
);
CREATE TABLE work.settings_development (   -- integrated ones, when not all are
    settings_hash text NOT NULL, development_code integer NOT NULL,
    PRIMARY KEY (settings_hash, development_code)
);
CREATE TABLE work.settings_phase (
    settings_hash text NOT NULL, phase_code text NOT NULL, name text NOT NULL, from_days integer NOT NULL,
    to_days integer, is_integrated boolean NOT NULL,
    PRIMARY KEY (settings_hash, phase_code)
);
CREATE TABLE work.settings_occurrence_type (
    settings_hash text NOT NULL, type text NOT NULL, cause text NOT NULL, request_code text NOT NULL,
    PRIMARY KEY (settings_hash, type)
);
CREATE TABLE work.settings_request (
    settings_hash text NOT NULL, request_code text NOT NULL, name text NOT NULL, kind text NOT NULL,
    flow_code text, PRIMARY KEY (settings_hash, request_code)
);
CREATE TABLE work.settings_status (
    settings_hash text NOT NULL, status_code text NOT NULL, name text NOT NULL, is_closing boolean NOT NULL,
    PRIMARY KEY (settings_hash, status_code)
);
-- The statuses of a request's flow in order. Those of the linear chain carry the span of days overdue
-- in which a ticket placed by the machine stands there (R5.3): start_day <= days < end_day.
CREATE TABLE work.settings_flow_step (
    settings_hash text NOT NULL,
    request_code  text NOT NULL,
    status_code   text NOT NULL,
    position      integer NOT NULL,        -- 1 = the first status of the flow
    is_linear     boolean NOT NULL,
    is_hidden     boolean NOT NULL,
    wait_days     integer,                 -- null: no time of its own; 0: the minute
    leads_to      text,
    chain_position integer,                -- order in the linear chain; null: set by people only
    start_day     integer,
    end_day       integer,                 -- null: no end
    channels      text[] NOT NULL DEFAULT '{}',   -- in the order they are tried; empty: silent
    PRIMARY KEY (settings_hash, request_code, status_code)
);
CREATE TABLE work.settings_closing_status (
    settings_hash text NOT NULL, cause text NOT NULL, kind text NOT NULL, status_code text NOT NULL,
    PRIMARY KEY (settings_hash, cause, kind)
);
CREATE TABLE work.settings_routing_rule (
    settings_hash       text NOT NULL,
    priority            integer NOT NULL,
    name                text NOT NULL,
    matches_on          text NOT NULL CHECK (matches_on IN
        ('category', 'collection_status', 'money_source', 'registry_status', 'origin')),
    value               text NOT NULL,     -- plain(); one row a value
    contract_request    text,
    installment_request text NOT NULL,
    PRIMARY KEY (settings_hash, priority, matches_on, value)
);
CREATE TABLE work.settings_not_buyers (    -- whose money it is (R4.1): the title itself tells
    settings_hash text NOT NULL, matches_on text NOT NULL CHECK (matches_on IN ('money_source', 'registry_status')),
    value text NOT NULL,                   -- plain()
    PRIMARY KEY (settings_hash, matches_on, value)
);
CREATE TABLE work.settings_registry_status (   -- what a registry status of the ERP means (R2.5)
    settings_hash text NOT NULL, value text NOT NULL,      -- plain()
    meaning text NOT NULL CHECK (meaning IN ('active', 'inactive', 'returned', 'held')),
    PRIMARY KEY (settings_hash, value)
);
CREATE TABLE work.settings_aging_range (
    settings_hash text NOT NULL, label text NOT NULL, from_days integer NOT NULL, to_days integer,
    PRIMARY KEY (settings_hash, from_days)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['parameter', 'branch', 'holiday', 'development', 'phase', 'occurrence_type',
        'request', 'status', 'flow_step', 'closing_status', 'routing_rule', 'not_buyers', 'registry_status', 'aging_range']
    LOOP
        EXECUTE format('CREATE VIEW work.%I AS SELECT * FROM work.%I WHERE settings_hash = work.settings_hash()',
                       name, 'settings_' || name);
    END LOOP;
END $$;
