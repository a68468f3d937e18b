-- What each step would decide. Logged; keys, codes and amounts only (R7.9): samples of them stand in
-- gate results and Data Docs.

CREATE TABLE work.ingest_plan (            -- one row a contract that was listed or asked for
    branch_code     integer NOT NULL,
    contract_code   bigint NOT NULL,
    action          text NOT NULL,         -- new, refresh (rows were read), listed (rows were not asked for), failed
    status_code     text,
    row_count       integer,               -- of the answer
    row_count_before integer,              -- of the last good extract, null: none
    rows_before_on  date,
    open_before     integer NOT NULL,      -- mirrored rows that were open
    open_missing    integer NOT NULL,      -- of them not in the answer
    has_open_ticket boolean NOT NULL,
    endpoint        text,
    field           text,
    why             text,
    PRIMARY KEY (branch_code, contract_code)
);

CREATE TABLE work.tickets_plan (
    plan_row         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind             text NOT NULL,        -- integration, contract, installment
    branch_code      integer NOT NULL,
    contract_code    bigint NOT NULL,
    installment_code bigint,
    occurrence_kind  text,
    occurrence_code  bigint,
    request_code     text NOT NULL,
    status_code      text NOT NULL,
    place_start      integer,              -- the span that holds the days, null: the first status
    place_end        integer,
    days_overdue     integer,
    total_due        numeric(15, 2),
    passed           text[] NOT NULL,
    reopened_from    bigint,
    parent_id        bigint,               -- of an installment whose contract ticket is open already
    rule             text NOT NULL,
    reason           text
);

CREATE TABLE work.routing_plan (
    ticket_id     bigint PRIMARY KEY,
    version       integer NOT NULL,
    kind          text NOT NULL,
    branch_code   integer NOT NULL,
    contract_code bigint NOT NULL,
    installment_code bigint,
    from_request  text NOT NULL,
    to_request    text NOT NULL,
    from_status   text NOT NULL,
    to_status     text NOT NULL,
    place_start   integer,
    place_end     integer,
    days_overdue  integer,
    passed        text[] NOT NULL,
    rule          text NOT NULL,
    reason        text NOT NULL
);

CREATE TABLE work.closures_plan (
    ticket_id     bigint PRIMARY KEY,
    version       integer NOT NULL,
    kind          text NOT NULL,
    branch_code   integer NOT NULL,
    contract_code bigint NOT NULL,
    installment_code bigint,
    request_code  text NOT NULL,
    from_status   text NOT NULL,
    to_status     text NOT NULL,
    cause         text NOT NULL,
    reason        text NOT NULL,
    settled_on    date,
    terminal_on   date,
    open_children_left integer,            -- of a contract ticket
    total_due     numeric(15, 2),
    paid_amount   numeric(15, 2)
);

CREATE TABLE work.flows_plan (
    ticket_id     bigint PRIMARY KEY,
    version       integer NOT NULL,
    kind          text NOT NULL,
    branch_code   integer NOT NULL,
    contract_code bigint NOT NULL,
    installment_code bigint,
    request_code  text NOT NULL,
    from_status   text NOT NULL,
    to_status     text NOT NULL,
    from_position integer NOT NULL,        -- in the linear chain
    to_position   integer NOT NULL,
    days_overdue  integer NOT NULL,
    place_start   integer NOT NULL,
    place_end     integer,
    passed        text[] NOT NULL
);

CREATE TABLE work.contact_plan (           -- one row a title, step and channel to be announced
    ticket_id     bigint NOT NULL,
    version       integer NOT NULL,
    contract_ticket_id bigint NOT NULL,
    branch_code   integer NOT NULL,
    contract_code bigint NOT NULL,
    installment_code bigint NOT NULL,
    customer_code bigint,
    request_code  text NOT NULL,
    status_code   text NOT NULL,
    chain_position integer NOT NULL,
    channel       text NOT NULL,
    dedupe_key    text NOT NULL,
    action        text NOT NULL,           -- queue, skip
    skipped_reason text,
    test_mode     boolean NOT NULL,
    is_forbidden  boolean NOT NULL,        -- R7.12 forbids it; the gate lets no queued row be so
    PRIMARY KEY (ticket_id, channel)
);

CREATE TABLE work.reconcile_plan (         -- one row a title that differs or stands on a line of its own
    branch_code   integer NOT NULL,
    contract_code bigint NOT NULL,
    installment_code bigint NOT NULL,
    development_code integer,
    phase_code    text,
    line          text NOT NULL,           -- integrated, paid_today, not_integrated, failed_extract
    is_buyers     boolean,
    days_overdue  integer,
    in_mega       boolean NOT NULL,
    in_crm        boolean NOT NULL,
    mega_total    numeric(15, 2),
    crm_total     numeric(15, 2),
    ticket_total  numeric(15, 2),          -- what the open ticket shows, settled on D or not: aging's value
    kind          text                     -- only_in_mega, only_in_crm, value; null: equal
);

-- The rest, title by title the same in both bases, summed by contract.
CREATE TABLE work.reconcile_share (
    branch_code   integer NOT NULL,
    contract_code bigint NOT NULL,
    development_code integer,
    phase_code    text,
    titles        integer NOT NULL,
    total         numeric(15, 2) NOT NULL
);
-- Open tickets by the days of each title: what audit.aging_daily becomes.
CREATE TABLE work.reconcile_aging (
    development_code integer NOT NULL,
    range         text NOT NULL,
    contracts     bigint NOT NULL,
    titles        bigint NOT NULL,
    total         numeric(15, 2) NOT NULL
);
