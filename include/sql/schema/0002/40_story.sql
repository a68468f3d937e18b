-- The story of each ticket, for `explain` and the pages: what happened to it in order, by which rule, and by which
-- plan of which run or which person. What people wrote stands apart, in `said`, for those who may read it (R7.9).

-- Marks, blocks and holds in one form: what reaches a ticket from an action ticket, its customer, its contract.
CREATE VIEW crm.dated_fact AS
SELECT 'mark' AS kind, 'R4.5' AS rule, scope, branch_code, contract_code, customer_code, valid_from, valid_to, actor,
       reason, ticket_id, format('%s %s', work.word(what), value) AS what
FROM crm.mark
UNION ALL
SELECT 'block', 'R4.8', scope, branch_code, contract_code, customer_code, valid_from, valid_to, actor, reason, ticket_id,
       format('bloqueio %s', block_code)
FROM crm.block
UNION ALL
SELECT 'hold', 'R5.7', 'contract', branch_code, contract_code, NULL, valid_from,
       least(valid_to, (until_on + 1)::timestamp AT TIME ZONE 'America/Sao_Paulo'), actor, reason, ticket_id,
       format('suspensão até %s', work.told_day(until_on))
FROM crm.hold;

-- Which step of a batch writes an event of the machine.
CREATE FUNCTION crm.step_of(kind text, of_kind text, batch text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN kind IN ('opened', 'reopened', 'parent') THEN 'tickets'
                WHEN kind = 'routed' THEN 'routing'
                WHEN kind = 'moved' THEN CASE batch WHEN 'flow' THEN 'minutes' ELSE 'flows' END
                WHEN kind = 'integrated' OR of_kind = 'action' THEN 'integrations'
                WHEN kind = 'closed' THEN 'closures' END
$$;

-- The rule by which a message was queued, or was not.
CREATE FUNCTION crm.rule_of_silence(state text, why text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN state NOT IN ('skipped', 'cancelled') THEN 'R5.5' ELSE coalesce((SELECT k.rule FROM (VALUES
        ('paga ou inativa', 'R6.6'), ('extrato não lido', 'R8.8'), ('distrato em estudo', 'R3.9'),
        ('renegociação em estudo', 'R3.6'), ('suspensa', 'R5.7'), ('em contestação', 'R5.8'),
        ('dentro da tolerância', 'R2.8'), ('execução atrasada', 'R7.8'), ('bloqueio', 'R4.8'), ('sem endereço', 'R7.11'),
        ('roteada', 'R4.2'), ('encerrada', 'R7.6')) k (why, rule) WHERE k.why = $2), 'R7.12') END
$$;

CREATE VIEW crm.ticket_story AS
WITH event AS (          -- events of a ticket keep their own order, whatever their clocks said
    SELECT e.ticket_id, max(e.happened_at) OVER (PARTITION BY e.ticket_id ORDER BY e.event_id) AS sorted_at, 1 AS source,
           e.event_id AS source_id, e.happened_at, e.as_of, e.kind,
           crm.told_event(e, t.kind, crm.told_occurrence(t.occurrence_kind, t.occurrence_code)) AS sentence, e.rule,
           e.actor, e.details ->> 'role' AS role,
           CASE WHEN e.details ? 'role' THEN coalesce(e.details ->> 'text', CASE WHEN e.kind <> 'closed' THEN e.reason END) END AS said,
           e.run_id, r.late, e.settings_hash,
           CASE WHEN e.details ? 'mapping' THEN 'remap'
                WHEN e.details ->> 'role' IS NULL THEN crm.step_of(e.kind, t.kind, r.batch) END AS step,
           e.read_on
    FROM crm.ticket_event e
    JOIN crm.ticket_state t USING (ticket_id)
    LEFT JOIN audit.run r USING (run_id)
), reaching AS (       -- facts of the contract or its customer, that no event of the ticket itself tells
    SELECT t.ticket_id AS told_to, t.kind AS of_kind, t.opened_on, t.closed_on, t.status_at, f.*
    FROM crm.ticket_state t
    JOIN crm.dated_fact f
        ON f.scope = 'contract' AND (f.branch_code, f.contract_code) = (t.branch_code, t.contract_code)
    UNION ALL
    SELECT t.ticket_id, t.kind, t.opened_on, t.closed_on, t.status_at, f.*
    FROM crm.ticket_state t
    JOIN mega.contract c USING (branch_code, contract_code)
    JOIN crm.dated_fact f ON f.scope = 'customer' AND f.customer_code = c.customer_code
), fact AS (
    SELECT f.told_to AS ticket_id, d.at, f.kind || d.suffix AS kind, f.rule, f.actor, CASE d.suffix WHEN '' THEN f.reason END AS said,
           format('%s (%s) %s', upper(left(f.what, 1)) || substr(f.what, 2), work.word(f.scope), d.says)
           || CASE d.suffix WHEN '' THEN ', por ' || f.actor ELSE '' END
           || coalesce('; ocorrência ' || f.ticket_id, '') || '.' AS sentence
    FROM reaching f
    CROSS JOIN LATERAL (VALUES (f.valid_from, '', 'em vigor'), (f.valid_to, '_ended', 'terminou')) d (at, suffix, says)
    WHERE f.of_kind IN ('contract', 'installment') AND f.ticket_id IS DISTINCT FROM f.told_to
      AND d.at <= work.moment() AND (f.closed_on IS NULL OR d.at <= f.status_at)
      AND (f.valid_to IS NULL OR f.valid_to >= f.opened_on)
), message AS (
    SELECT i.ticket_id, m.message_id, m.queued_at, m.as_of, m.state, m.skipped_reason, m.channel, m.not_before, m.sent_at,
           m.test_mode, 'Comunicação de ' || i.status_code AS what
    FROM crm.message_item i JOIN crm.message m USING (message_id)
    UNION ALL
    SELECT m.ticket_id, m.message_id, m.queued_at, m.as_of, m.state, m.skipped_reason, m.channel, m.not_before, m.sent_at,
           m.test_mode, (
               SELECT CASE count(*) WHEN 1 THEN 'Mensagem sobre 1 parcela' ELSE format('Mensagem sobre %s parcelas', count(*)) END
               FROM crm.message_item i WHERE i.message_id = m.message_id)
    FROM crm.message m
), told AS (
    SELECT * FROM event
    UNION ALL
    SELECT ticket_id, at, 0, 0, at, (at AT TIME ZONE 'America/Sao_Paulo')::date, kind, sentence, rule, actor,
           NULL, said, NULL, NULL, NULL, NULL, NULL
    FROM fact
    UNION ALL
    SELECT ticket_id, queued_at, 2, message_id, queued_at, as_of, 'message',
           format('%s por %s: %s', what, work.word(channel), work.word(state)) || coalesce(' (' || skipped_reason || ')', '')
           || coalesce(' em ' || work.told_instant(sent_at), '')
           || CASE WHEN state = 'queued' THEN coalesce('; espera até ' || work.told_day(not_before::date), '') ELSE '' END
           || CASE WHEN test_mode AND state NOT IN ('skipped', 'cancelled') THEN '; fluxo não liberado: vai aos destinatários de teste'
              ELSE '' END || '.',
           crm.rule_of_silence(state, skipped_reason), NULL, NULL, NULL, NULL, NULL, NULL, 'contact', NULL
    FROM message
)
SELECT t.ticket_id,
       row_number() OVER (PARTITION BY t.ticket_id ORDER BY t.sorted_at, t.source, t.source_id) AS position,
       t.happened_at, t.as_of, t.kind, t.sentence, t.rule, x.says AS rule_says, t.actor, t.role, t.said, t.run_id, t.late, t.step,
       s.plan_hash, s.gate, t.settings_hash,
       CASE WHEN t.run_id IS NOT NULL THEN
           format('execução %s de %s%s', t.run_id, work.told_day(t.as_of), CASE WHEN t.late THEN ', atrasada' ELSE '' END)
           || coalesce('; Mega lido em ' || work.told_day(t.read_on) || ', o que não traz data está como nesse dia', '')
           || coalesce('; passo ' || t.step, '') || coalesce(', plano ' || s.plan_hash, '')
           || coalesce(', verificação: ' || work.word(s.gate), '')
           || coalesce((SELECT format(' (%s)', string_agg(DISTINCT g.accepted_by, ', ')) FROM audit.gate_result g
                        WHERE s.gate = 'accepted' AND (g.run_id, g.step) = (t.run_id, t.step)
                        HAVING count(g.accepted_by) > 0), '')
           || coalesce('; configuração ' || left(t.settings_hash, 12), '')
            WHEN t.actor IS NOT NULL THEN t.actor || coalesce(' (' || t.role || ')', '') END AS evidence
FROM told t
LEFT JOIN work.rule_text x ON x.rule = t.rule
LEFT JOIN audit.step s ON (s.run_id, s.step) = (t.run_id, t.step);
