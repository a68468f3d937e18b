-- Releases of flows (R7.2) and stops of contact (R7.13): dated facts, each with who, in which role, when and why.

ALTER TABLE crm.flow_release
    ADD COLUMN role         text,          -- null: written before releases were acts
    ADD COLUMN ended_by     text,
    ADD COLUMN ended_role   text,
    ADD COLUMN ended_reason text,
    ADD CHECK (btrim(reason) <> ''),
    ADD CHECK (valid_to >= valid_from);
CREATE UNIQUE INDEX one_open_release ON crm.flow_release (request_code) WHERE valid_to IS NULL;

-- The one look-up of releases, as of the session's facts (R4.9): a request that does not stand here is not released.
CREATE VIEW work.released_request AS
SELECT DISTINCT request_code FROM crm.flow_release
WHERE valid_from <= work.facts_at() AND (valid_to IS NULL OR valid_to > work.facts_at());

CREATE TABLE crm.contact_stop (
    stop_id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scope            text NOT NULL CHECK (scope IN ('all', 'channel', 'development')),
    channel          text CHECK (channel IN ('email', 'sms', 'whatsapp', 'phone')),
    development_code integer,
    valid_from       timestamptz NOT NULL,
    valid_to         timestamptz,
    actor            text NOT NULL,
    role             text NOT NULL CHECK (role IN ('supervisor', 'multidados')),
    reason           text NOT NULL CHECK (btrim(reason) <> ''),
    ended_by         text,
    ended_role       text CHECK (ended_role IN ('supervisor', 'multidados')),
    ended_reason     text CHECK (btrim(ended_reason) <> ''),
    cancelled        integer,              -- messages that had aged when it ended
    CHECK ((scope = 'channel') = (channel IS NOT NULL)),
    CHECK ((scope = 'development') = (development_code IS NOT NULL)),
    CHECK (valid_to >= valid_from),
    CHECK ((valid_to IS NULL) = (ended_by IS NULL) AND (valid_to IS NULL) = (ended_reason IS NULL))
);
CREATE UNIQUE INDEX one_stop_a_scope ON crm.contact_stop (scope, channel, development_code) NULLS NOT DISTINCT
    WHERE valid_to IS NULL;

-- What is stopped now. Whatever moment the session works for: a stop counts once it is committed, until its end is.
CREATE VIEW work.contact_stopped AS
SELECT stop_id, scope, channel, development_code, valid_from, actor, role, reason
FROM crm.contact_stop WHERE valid_to IS NULL;

-- Whether a message of that channel about a contract of that development (null: unknown) may not leave now (R7.12).
CREATE FUNCTION work.is_contact_stopped(channel text, development_code integer) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT EXISTS (SELECT FROM work.contact_stopped s
                   WHERE s.scope = 'all' OR s.channel = $1 OR s.development_code = $2)
$$;
