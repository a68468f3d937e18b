-- What was fetched for the D of the running batch. Unlogged: a crash empties it, and ingest's apply
-- notices, because it compares with the landing's manifest.

CREATE UNLOGGED TABLE work.stage_contract (
    branch_code integer NOT NULL, contract_code bigint NOT NULL, customer_code bigint, customer_name text,
    tax_id text, person_type text, proposal_code bigint, contract_type text, classification text,
    status_code text NOT NULL, status_on date, category text, development_code integer, development_name text,
    block_name text, unit_name text, fine_rate numeric(9, 4) NOT NULL, late_rate numeric(9, 4) NOT NULL
);

-- Rows of the contracts in scope that matter: open as of D or kept in the mirror, and every row of
-- origin Baixa Parcial (R3.7). The rest of a contract's history is counted in stage_extract.
CREATE UNLOGGED TABLE work.stage_installment (
    branch_code integer NOT NULL, contract_code bigint NOT NULL, installment_code bigint NOT NULL,
    condition_code bigint, registry_status text NOT NULL, status_on date, installment_type text NOT NULL,
    sequence text, due_on date NOT NULL, original numeric(15, 2) NOT NULL, corrected numeric(15, 2) NOT NULL,
    fine numeric(15, 2) NOT NULL, late_charge numeric(15, 2) NOT NULL, interest numeric(15, 2) NOT NULL,
    discount numeric(15, 2) NOT NULL, fees numeric(15, 2) NOT NULL, paid numeric(15, 2) NOT NULL,
    settled_on date, money_source text, origin text, inactivation_reason text, boleto_number text,
    boleto_due_on date
);

-- One row a contract whose rows were asked for: how it went.
CREATE UNLOGGED TABLE work.stage_extract (
    branch_code    integer NOT NULL,
    contract_code  bigint NOT NULL,
    chunk          integer NOT NULL,
    row_count      integer NOT NULL DEFAULT 0,   -- every row of the answer that is this contract's
    settled_count  integer NOT NULL DEFAULT 0,
    inactive_count integer NOT NULL DEFAULT 0,   -- as of D (R2.6)
    staged_count   integer NOT NULL DEFAULT 0,   -- of them in stage_installment
    endpoint       text,                         -- the four below: why the extract failed; all null: good
    field          text,
    value          text,
    why            text
);

CREATE UNLOGGED TABLE work.stage_renegotiation (
    branch_code integer NOT NULL, contract_code bigint NOT NULL, renegotiation_code bigint NOT NULL,
    condition_code bigint, generated_on date, status text NOT NULL, status_on date, amount numeric(15, 2),
    renegotiation_type text
);
CREATE UNLOGGED TABLE work.stage_participant (
    branch_code integer NOT NULL, contract_code bigint NOT NULL, participant_code bigint NOT NULL, name text,
    tax_id text, share numeric(9, 4), is_principal boolean NOT NULL
);
CREATE UNLOGGED TABLE work.stage_phase_occurrence (
    occurrence_code bigint NOT NULL, branch_code integer NOT NULL, contract_code bigint NOT NULL, phase_code text,
    phase_name text, from_days integer, to_days integer, opened_on date NOT NULL, ended_on date
);
CREATE UNLOGGED TABLE work.stage_contract_occurrence (
    occurrence_code bigint NOT NULL, branch_code integer NOT NULL, contract_code bigint NOT NULL,
    type text NOT NULL, cause text NOT NULL, description text, opened_on date NOT NULL, ended_on date
);
CREATE UNLOGGED TABLE work.stage_customer_channel (
    customer_code bigint NOT NULL, channel text NOT NULL, address text NOT NULL, source text NOT NULL,
    priority integer NOT NULL
);
CREATE UNLOGGED TABLE work.stage_customer_place (
    customer_code bigint NOT NULL, state text, city text
);

-- Which contracts' rows are fetched on D and by which chunk (R3.2). Logged: tasks share it.
CREATE TABLE work.fetch_scope (
    branch_code integer NOT NULL, contract_code bigint NOT NULL, proposal_code bigint, chunk integer NOT NULL,
    why text NOT NULL,                     -- phase, delinquent, ticket, overdue, seventh, first_load
    wants_participants boolean NOT NULL,
    PRIMARY KEY (branch_code, contract_code)
);
