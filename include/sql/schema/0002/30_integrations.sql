-- What entering a status carries out (R4.5, R4.6), waiting times of people's moves (R5.2), and the plans of the batch of
-- every ten minutes (docs/decisions/0013).

-- A set of work.settings_* rows of an earlier shape is written anew when it is next used (cobranca.settings.tables).
ALTER TABLE audit.settings ADD COLUMN tables_shape integer NOT NULL DEFAULT 1;

CREATE TABLE work.settings_integration (
    settings_hash text NOT NULL,
    request_code  text NOT NULL,
    status_code   text NOT NULL,
    method        text NOT NULL CHECK (method IN ('collection_status', 'category', 'block', 'unblock')),
    value         text,                    -- a fixed one, `limpar` clears
    field         text,                    -- or the additional field that holds it
    scope         text NOT NULL CHECK (scope IN ('contract', 'customer', 'both')),
    known         text[] NOT NULL,         -- plain(): what the field may say
    PRIMARY KEY (settings_hash, request_code, status_code),
    CHECK ((value IS NULL) <> (field IS NULL))
);
CREATE VIEW work.integration AS SELECT * FROM work.settings_integration WHERE settings_hash = work.settings_hash();

-- Beside whole days: how many minutes a status waits.
ALTER TABLE work.settings_flow_step ADD COLUMN wait_minutes integer;
CREATE OR REPLACE VIEW work.flow_step AS SELECT * FROM work.settings_flow_step WHERE settings_hash = work.settings_hash();

-- Enterings of statuses that carry an integration, until a run has carried it out: one row an event. A trigger writes
-- them, so that nobody who moves a ticket can forget to, and no run has to look for them among millions of events.
CREATE TABLE crm.integration_due (
    event_id     bigint PRIMARY KEY,
    ticket_id    bigint NOT NULL,
    request_code text NOT NULL,
    status_code  text NOT NULL,
    entered_at   timestamptz NOT NULL,
    actor        text NOT NULL,
    reason       text
);

-- What a late run did counts as done on the morning of its D, after the facts that it saw (R4.9, R9.3).
CREATE FUNCTION crm.note_integrations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO crm.integration_due (event_id, ticket_id, request_code, status_code, entered_at, actor, reason)
    SELECT e.event_id, e.ticket_id, e.to_request, e.to_status,
           CASE WHEN e.late THEN (e.as_of + time '05:00') AT TIME ZONE 'America/Sao_Paulo' ELSE e.happened_at END,
           e.actor, e.reason
    FROM entered e
    WHERE e.kind IN ('opened', 'reopened', 'routed', 'moved', 'closed')
      AND (e.from_request, e.from_status) IS DISTINCT FROM (e.to_request, e.to_status)
      AND EXISTS (SELECT FROM work.settings_integration i
                  WHERE (i.request_code, i.status_code) = (e.to_request, e.to_status));
    RETURN NULL;
END $$;
CREATE TRIGGER note_integrations AFTER INSERT ON crm.ticket_event
    REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION crm.note_integrations();

-- Contract tickets that a person put somewhere: few among many.
CREATE INDEX ticket_put_by_person ON crm.ticket_state (ticket_id)
    WHERE kind = 'contract' AND closed_on IS NULL AND placed_by = 'person';

-- Both batches plan this step, at the same time if it comes so: each has its own rows.
CREATE TABLE work.integrations_plan (      -- one row an entering, scope and thing that is marked or blocked
    run_id        bigint NOT NULL,
    event_id      bigint NOT NULL,
    ticket_id     bigint NOT NULL,
    version       integer NOT NULL,
    kind          text NOT NULL,
    branch_code   integer NOT NULL,
    contract_code bigint NOT NULL,
    customer_code bigint,                  -- where the scope is the customer
    request_code  text NOT NULL,
    status_code   text NOT NULL,
    entered_at    timestamptz NOT NULL,    -- from then on the fact is valid
    method        text,
    scope         text NOT NULL,           -- contract, customer
    what          text NOT NULL,           -- collection_status, category, a block's code
    action        text NOT NULL,           -- set, end, refuse
    value         text,                    -- of a mark that is set
    refused_reason text,
    PRIMARY KEY (run_id, event_id, scope, what)
);

CREATE TABLE work.minutes_plan (
    ticket_id     bigint PRIMARY KEY,
    version       integer NOT NULL,
    branch_code   integer NOT NULL,
    contract_code bigint NOT NULL,
    request_code  text NOT NULL,
    from_status   text NOT NULL,
    to_status     text NOT NULL,
    waits_since   timestamptz NOT NULL,    -- when it entered that status, or would have, had no run been missed
    passed        text[] NOT NULL
);

-- A ticket that a person put in a linear status goes where the status leads, not to the place of its days (R5.2).
ALTER TABLE work.flows_plan
    ALTER COLUMN from_position DROP NOT NULL,
    ALTER COLUMN to_position DROP NOT NULL,
    ALTER COLUMN days_overdue DROP NOT NULL,
    ALTER COLUMN place_start DROP NOT NULL,
    ADD COLUMN waits_since timestamptz,    -- null: placed by its days
    ADD CHECK ((waits_since IS NULL) = (days_overdue IS NOT NULL));

-- The rule that a title's own attributes meet (R4.1): the first by priority; '' where the ERP says nothing.
CREATE FUNCTION work.title_rule(money_source text, registry_status text, origin text)
RETURNS TABLE (priority integer, name text, installment_request text) LANGUAGE sql STABLE AS $$
    SELECT r.priority, r.name, r.installment_request
    FROM work.routing_rule r
    WHERE (r.matches_on = 'money_source' AND r.value = work.plain($1))
       OR (r.matches_on = 'registry_status' AND r.value = work.plain($2))
       OR (r.matches_on = 'origin' AND r.value = work.plain($3))
    ORDER BY r.priority LIMIT 1
$$;
CREATE OR REPLACE VIEW work.title_route AS
SELECT k.money_source, k.registry_status, k.origin, r.priority, r.name, r.installment_request
FROM mega.title_kind k
CROSS JOIN LATERAL work.title_rule(k.money_source, k.registry_status, k.origin) r;

-- The channels on which a contract is not contacted, as of the session's facts (R4.8, R4.9).
CREATE VIEW work.blocked_channel AS
WITH in_force AS (
    SELECT b.scope, b.branch_code, b.contract_code, b.customer_code, k.channel
    FROM crm.block b
    JOIN (VALUES ('TBE', 'email'), ('TBS', 'sms'), ('TBT', 'phone'), ('TBW', 'whatsapp'), ('TBG', 'email'),
                 ('TBG', 'sms'), ('TBG', 'phone'), ('TBG', 'whatsapp')) k (block_code, channel) USING (block_code)
    WHERE b.valid_from <= work.facts_at() AND (b.valid_to IS NULL OR b.valid_to > work.facts_at())
)
SELECT branch_code, contract_code, channel FROM in_force WHERE scope = 'contract'
UNION
SELECT c.branch_code, c.contract_code, b.channel
FROM in_force b JOIN mega.contract c USING (customer_code) WHERE b.scope = 'customer';
