-- What people do (R5.7–R5.9): the rules that no two sessions can break between them, as constraints.

-- Days of a hold are those of America/Sao_Paulo; the last one, `until_on`, belongs to it. Holds of a contract do not
-- overlap (R5.7): equal codes are ranges of one number that overlap, so that no extension is needed.
ALTER TABLE crm.hold
    ADD CHECK (btrim(reason) <> ''),
    ADD CHECK (valid_to >= valid_from),
    ADD CHECK (until_on >= (valid_from AT TIME ZONE 'America/Sao_Paulo')::date),
    ADD CONSTRAINT holds_do_not_overlap EXCLUDE USING gist (
        int4range(branch_code, branch_code, '[]') WITH &&,
        int8range(contract_code, contract_code, '[]') WITH &&,
        tstzrange(valid_from, least(valid_to, (until_on + 1)::timestamp AT TIME ZONE 'America/Sao_Paulo')) WITH &&);

-- One open dispute a title (R5.8).
ALTER TABLE crm.dispute
    ADD CHECK (btrim(reason) <> ''),
    ADD CHECK (valid_to >= valid_from);
CREATE UNIQUE INDEX one_open_dispute ON crm.dispute (branch_code, contract_code, installment_code)
    WHERE valid_to IS NULL;

ALTER TABLE crm.promise
    ADD CHECK (valid_to >= valid_from),
    ADD CHECK (promised_on >= (valid_from AT TIME ZONE 'America/Sao_Paulo')::date);

-- What a person did says in which role (R5.6, R5.9); the kinds and their details: cobranca.acts.events.
ALTER TABLE crm.ticket_event
    ADD CONSTRAINT act_has_a_role CHECK (
        kind NOT IN ('note', 'field', 'promise', 'hold', 'hold_ended', 'dispute', 'dispute_ended', 'responsible')
        OR coalesce(details ->> 'role', '') <> ''),
    ADD CONSTRAINT role_is_known CHECK (
        details ->> 'role' IN ('leitura', 'suporte', 'operador', 'supervisor', 'multidados'));
