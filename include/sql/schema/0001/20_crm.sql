-- Tickets and all that people do. `crm.ticket` (30_ticket_view.sql) is what others read.

CREATE TABLE crm.customer (
    customer_code bigint PRIMARY KEY,
    name          text,
    tax_id        text,
    state         text,                    -- UF; null: unknown (R7.6)
    city          text,
    seen_on       date NOT NULL
);

CREATE TABLE crm.customer_channel (
    customer_code bigint NOT NULL REFERENCES crm.customer,
    channel       text   NOT NULL CHECK (channel IN ('email', 'sms', 'whatsapp', 'phone')),
    address       text   NOT NULL,
    source        text   NOT NULL CHECK (source IN ('soap', 'portal', 'csv', 'person')),
    priority      integer NOT NULL DEFAULT 1,
    valid_from    timestamptz NOT NULL,
    valid_to      timestamptz,
    bounced_at    timestamptz,
    PRIMARY KEY (customer_code, channel, address, valid_from)
);

CREATE TABLE crm.ticket_state (
    ticket_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind             text NOT NULL CHECK (kind IN ('integration', 'contract', 'installment', 'action')),
    parent_id        bigint REFERENCES crm.ticket_state,
    branch_code      integer NOT NULL,
    contract_code    bigint  NOT NULL,
    installment_code bigint,
    occurrence_kind  text CHECK (occurrence_kind IN ('phase', 'contract')),
    occurrence_code  bigint,
    request_code     text NOT NULL,
    status_code      text NOT NULL,
    status_since     date NOT NULL,        -- the D on which it entered its status
    status_at        timestamptz NOT NULL, -- and the instant
    placed_by        text NOT NULL DEFAULT 'machine' CHECK (placed_by IN ('machine', 'person')),
    responsible      text,
    person_fields    jsonb NOT NULL DEFAULT '{}',
    opened_on        date NOT NULL,
    closed_on        date,
    closing_cause    text CHECK (closing_cause IN ('paid', 'distrato', 'transfer', 'cession', 'inactivation')),
    closing_reason   text,
    reopened_from    bigint REFERENCES crm.ticket_state,
    version          integer NOT NULL DEFAULT 1,
    -- the values of D's extract, kept on closing (R6.7)
    due_on           date,
    days_overdue     integer,
    overdue_count    integer,
    total_due        numeric(15, 2),
    paid_amount      numeric(15, 2),
    updated_on       date,
    fields           jsonb,
    CHECK ((kind = 'installment') = (installment_code IS NOT NULL)),
    CHECK ((kind = 'installment') = (parent_id IS NOT NULL) OR kind = 'action'),
    CHECK ((kind = 'integration') = (occurrence_code IS NOT NULL)),
    CHECK (kind <> 'integration' OR closed_on IS NOT NULL)
) WITH (fillfactor = 80);
-- One open ticket a key (R3.3), one integration ticket an occurrence (R3.1): rules, not hopes.
CREATE UNIQUE INDEX one_open_contract_ticket ON crm.ticket_state (branch_code, contract_code)
    WHERE kind = 'contract' AND closed_on IS NULL;
CREATE UNIQUE INDEX one_open_installment_ticket
    ON crm.ticket_state (branch_code, contract_code, installment_code)
    WHERE kind = 'installment' AND closed_on IS NULL;
CREATE UNIQUE INDEX one_ticket_an_occurrence ON crm.ticket_state (occurrence_kind, occurrence_code)
    WHERE kind = 'integration';
CREATE INDEX ticket_by_key ON crm.ticket_state (branch_code, contract_code, installment_code);
CREATE INDEX ticket_by_parent ON crm.ticket_state (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE crm.ticket_event (
    event_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket_id     bigint NOT NULL,
    as_of         date NOT NULL,
    happened_at   timestamptz NOT NULL,
    kind          text NOT NULL,           -- opened, routed, moved, closed, parent, note …
    from_request  text,
    to_request    text,
    from_status   text,
    to_status     text,
    passed        text[] NOT NULL DEFAULT '{}',   -- statuses skipped on the way, in order (R5.3)
    reason        text,
    rule          text,
    actor         text NOT NULL,
    late          boolean NOT NULL DEFAULT false,
    settings_hash text,
    run_id        bigint,
    details       jsonb
);
CREATE INDEX ticket_event_by_ticket ON crm.ticket_event (ticket_id, event_id);
CREATE INDEX ticket_event_by_day ON crm.ticket_event USING brin (as_of);

-- Dated facts (R4.9): valid from, to, by whom, why.
CREATE TABLE crm.mark (
    mark_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    what          text NOT NULL CHECK (what IN ('collection_status', 'category')),
    value         text NOT NULL,
    scope         text NOT NULL CHECK (scope IN ('contract', 'customer')),
    branch_code   integer,
    contract_code bigint,
    customer_code bigint,
    valid_from    timestamptz NOT NULL,
    valid_to      timestamptz,
    actor         text NOT NULL,
    reason        text,
    ticket_id     bigint,
    CHECK (scope <> 'contract' OR (branch_code IS NOT NULL AND contract_code IS NOT NULL)),
    CHECK (scope <> 'customer' OR customer_code IS NOT NULL),
    CHECK (valid_to >= valid_from)
);
CREATE INDEX mark_by_contract ON crm.mark (branch_code, contract_code);
CREATE INDEX mark_by_customer ON crm.mark (customer_code);

CREATE TABLE crm.block (
    block_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    block_code    text NOT NULL CHECK (block_code IN ('TBG', 'TBE', 'TBS', 'TBT', 'TBW')),
    scope         text NOT NULL CHECK (scope IN ('contract', 'customer')),
    branch_code   integer,
    contract_code bigint,
    customer_code bigint,
    valid_from    timestamptz NOT NULL,
    valid_to      timestamptz,
    actor         text NOT NULL,
    reason        text,
    ticket_id     bigint,
    CHECK (scope <> 'contract' OR (branch_code IS NOT NULL AND contract_code IS NOT NULL)),
    CHECK (scope <> 'customer' OR customer_code IS NOT NULL),
    CHECK (valid_to >= valid_from)
);
CREATE INDEX block_by_contract ON crm.block (branch_code, contract_code);
CREATE INDEX block_by_customer ON crm.block (customer_code);

CREATE TABLE crm.hold (
    hold_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch_code   integer NOT NULL,
    contract_code bigint  NOT NULL,
    until_on      date NOT NULL,           -- the last day of the hold (R5.7)
    valid_from    timestamptz NOT NULL,
    valid_to      timestamptz,             -- ended early
    actor         text NOT NULL,
    reason        text NOT NULL,
    ticket_id     bigint
);
CREATE INDEX hold_by_contract ON crm.hold (branch_code, contract_code);

CREATE TABLE crm.dispute (
    dispute_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch_code      integer NOT NULL,
    contract_code    bigint  NOT NULL,
    installment_code bigint  NOT NULL,
    valid_from       timestamptz NOT NULL,
    valid_to         timestamptz,
    actor            text NOT NULL,
    reason           text NOT NULL,
    ticket_id        bigint
);
CREATE INDEX dispute_by_key ON crm.dispute (branch_code, contract_code, installment_code);

CREATE TABLE crm.promise (
    promise_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch_code   integer NOT NULL,
    contract_code bigint  NOT NULL,
    promised_on   date NOT NULL,
    amount        numeric(15, 2) NOT NULL CHECK (amount > 0),
    valid_from    timestamptz NOT NULL,
    valid_to      timestamptz,
    actor         text NOT NULL,
    reason        text,
    ticket_id     bigint
);
CREATE INDEX promise_by_contract ON crm.promise (branch_code, contract_code);

CREATE TABLE crm.flow_release (
    release_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    request_code text NOT NULL,
    valid_from   timestamptz NOT NULL,
    valid_to     timestamptz,
    actor        text NOT NULL,
    reason       text NOT NULL
);

CREATE TABLE crm.go_live (
    go_live_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    valid_from  timestamptz NOT NULL,
    valid_to    timestamptz,
    actor       text NOT NULL,
    reason      text NOT NULL
);

CREATE TABLE crm.message (
    message_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket_id      bigint NOT NULL REFERENCES crm.ticket_state,   -- the contract ticket
    as_of          date NOT NULL,
    channel        text NOT NULL CHECK (channel IN ('email', 'sms', 'whatsapp', 'phone')),
    recipient      text,                   -- resolved, like subject and body, when it is sent (R7.1)
    test_mode      boolean NOT NULL,
    subject        text,
    body           text,
    state          text NOT NULL CHECK (state IN
                       ('queued', 'sending', 'sent', 'skipped', 'cancelled', 'uncertain', 'failed')),
    skipped_reason text,
    not_before     timestamptz,
    queued_at      timestamptz NOT NULL,
    sent_at        timestamptz
);
CREATE UNIQUE INDEX one_message_a_day ON crm.message (ticket_id, channel, as_of)   -- R7.10
    WHERE state IN ('queued', 'sending', 'sent', 'uncertain');
CREATE INDEX message_waiting ON crm.message (not_before) WHERE state IN ('queued', 'sending');

CREATE TABLE crm.message_item (
    message_id  bigint NOT NULL REFERENCES crm.message,
    ticket_id   bigint NOT NULL REFERENCES crm.ticket_state,      -- the installment ticket
    status_code text NOT NULL,
    dedupe_key  text NOT NULL UNIQUE,      -- branch/contract/installment/status/channel (R7.7)
    PRIMARY KEY (message_id, ticket_id)
);
CREATE INDEX message_item_by_ticket ON crm.message_item (ticket_id);

CREATE TABLE crm.reply (
    reply_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ticket_id    bigint REFERENCES crm.ticket_state,
    from_address text NOT NULL,
    subject      text,
    body         text,
    received_at  timestamptz NOT NULL
);
