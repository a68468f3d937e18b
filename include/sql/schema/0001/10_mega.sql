-- The mirror. What the ERP says stands under its own names; what is derived for the D of the last
-- good extract (R2.2–R2.6) stands beside it, so that no later step derives it a second time.

CREATE TABLE mega.contract (
    branch_code      integer NOT NULL,
    contract_code    bigint  NOT NULL,
    customer_code    bigint,
    customer_name    text,
    tax_id           text CHECK (tax_id ~ '^[0-9A-Z]*$'),
    person_type      text,
    proposal_code    bigint,
    contract_type    text,
    classification   text,
    status_code      text NOT NULL CHECK (status_code IN ('A', 'U', 'Q', 'D', 'T', 'C')),
    status_on        date,
    category         text,                 -- the ERP field that the settings name
    development_code integer,
    development_name text,
    block_name       text,
    unit_name        text,
    fine_rate        numeric(9, 4) NOT NULL DEFAULT 0,   -- percent
    late_rate        numeric(9, 4) NOT NULL DEFAULT 0,   -- percent a month
    first_seen_on    date NOT NULL,
    seen_on          date NOT NULL,        -- D of the last listing that had it
    rows_on          date,                 -- D of the last good extract of its rows
    rows_before_on   date,                 -- and of the one of another D before that
    failed_on        date,                 -- D of the last failed extract since the last good one
    failed_why       text,
    row_count        integer NOT NULL DEFAULT 0,
    settled_count    integer NOT NULL DEFAULT 0,
    inactive_count   integer NOT NULL DEFAULT 0,
    -- as of D
    terminal_cause   text CHECK (terminal_cause IN ('distrato', 'transfer', 'cession')),
    terminal_on      date,                 -- R3.9: the later of occurrence and status date
    is_inactive      boolean NOT NULL DEFAULT false,     -- R2.3
    study_since      date,                 -- a renegotiation under study as of D (R3.6)
    is_distrato_studied boolean NOT NULL DEFAULT false,  -- R3.9
    overdue_titles   integer NOT NULL DEFAULT 0,         -- R2.3, of any owner
    overdue_oldest_on date,
    buyers_titles    integer NOT NULL DEFAULT 0,         -- of them the buyer's (R2.4, R4.1)
    buyers_oldest_on date,
    buyers_total     numeric(15, 2) NOT NULL DEFAULT 0,
    PRIMARY KEY (branch_code, contract_code)
) WITH (fillfactor = 45);   -- as mega.installment
CREATE INDEX contract_by_development ON mega.contract (development_code);

CREATE TABLE mega.installment (
    branch_code         integer NOT NULL,
    contract_code       bigint  NOT NULL,
    installment_code    bigint  NOT NULL,
    condition_code      bigint,
    registry_status     text NOT NULL,     -- as the ERP writes it: Ativo, Inativo, Cheque …
    status_on           date,
    installment_type    text NOT NULL,
    sequence            text,
    due_on              date NOT NULL CHECK (due_on > '1900-01-01'),
    original            numeric(15, 2) NOT NULL,
    corrected           numeric(15, 2) NOT NULL,
    fine                numeric(15, 2) NOT NULL,
    late_charge         numeric(15, 2) NOT NULL,
    interest            numeric(15, 2) NOT NULL,
    discount            numeric(15, 2) NOT NULL,
    fees                numeric(15, 2) NOT NULL,
    paid                numeric(15, 2) NOT NULL,
    total_due           numeric(15, 2) NOT NULL,         -- R2.7
    settled_on          date,
    money_source        text,
    origin              text,
    inactivation_reason text,
    boleto_number       text,
    boleto_due_on       date,
    first_seen_on       date NOT NULL,
    seen_on             date NOT NULL,     -- D of the last good extract that had it
    missing_on          date,              -- D of the first good extract that lacked it since
    -- as of D
    effective_due_on    date NOT NULL,     -- R2.2
    is_buyers           boolean NOT NULL,  -- R4.1: the buyer's to pay now
    is_settled          boolean NOT NULL,  -- settled as of D, no returned cheque (R2.5, R2.6)
    is_inactive         boolean NOT NULL,  -- inactive as of D
    is_overdue          boolean NOT NULL,  -- R2.3
    is_known_ended      boolean NOT NULL,  -- settled or inactive, of whatever date (R6.6)
    end_reason          text CHECK (end_reason IN ('quitada', 'parcial', 'renegociada', 'inativada')),
    PRIMARY KEY (branch_code, contract_code, installment_code)
) WITH (fillfactor = 45);   -- every row changes every day: the new version stays on its page

CREATE TABLE mega.participant (
    branch_code    integer NOT NULL,
    contract_code  bigint  NOT NULL,
    participant_code bigint NOT NULL,
    name           text,
    tax_id         text,
    share          numeric(9, 4),          -- percent
    is_principal   boolean NOT NULL,
    seen_on        date NOT NULL,
    PRIMARY KEY (branch_code, contract_code, participant_code)
);

CREATE TABLE mega.renegotiation (
    branch_code        integer NOT NULL,
    contract_code      bigint  NOT NULL,
    renegotiation_code bigint  NOT NULL,
    condition_code     bigint,
    generated_on       date,
    status             text NOT NULL CHECK (status IN ('approved', 'refused', 'studied')),
    status_on          date,
    amount             numeric(15, 2),
    renegotiation_type text,
    seen_on            date NOT NULL,
    PRIMARY KEY (branch_code, contract_code, renegotiation_code)
);

CREATE TABLE mega.phase_occurrence (
    occurrence_code bigint PRIMARY KEY,
    branch_code     integer NOT NULL,
    contract_code   bigint  NOT NULL,
    phase_code      text,
    phase_name      text,
    from_days       integer,
    to_days         integer,
    opened_on       date NOT NULL,
    ended_on        date,
    seen_on         date NOT NULL
);
CREATE INDEX phase_occurrence_by_contract ON mega.phase_occurrence (branch_code, contract_code);

CREATE TABLE mega.contract_occurrence (
    occurrence_code bigint PRIMARY KEY,
    branch_code     integer NOT NULL,
    contract_code   bigint  NOT NULL,
    type            text NOT NULL,         -- the ERP's code of the type
    cause           text NOT NULL CHECK (cause IN ('distrato', 'transfer', 'cession', 'inactivation')),
    description     text,
    opened_on       date NOT NULL,
    ended_on        date,
    seen_on         date NOT NULL
);
CREATE INDEX contract_occurrence_by_contract ON mega.contract_occurrence (branch_code, contract_code);
