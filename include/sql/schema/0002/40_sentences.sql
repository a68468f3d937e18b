-- The sentences of a story: what operators read of a ticket. They hold keys, codes, amounts and dates; of people only
-- those who acted. What people wrote freely is no part of them, for it may hold anything (R7.9).

-- A code as people say it; one that is not listed is said as it stands.
CREATE FUNCTION work.word(code text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce((SELECT w.says FROM (VALUES
        ('paid', 'pagamento'), ('transfer', 'transferência'), ('cession', 'cessão de direitos'),
        ('inactivation', 'inativação'), ('parcial', 'pagamento parcial'), ('sumiu', 'sumiu do extrato'),
        ('transferencia', 'transferência'), ('cessao', 'cessão de direitos'), ('pessoa', 'por uma pessoa'), ('executada', 'cumprida'),
        ('A', 'Ativo'), ('U', 'Inadimplente'), ('Q', 'Quitado'), ('D', 'Distratado'), ('T', 'Transferido'),
        ('C', 'Cessão de Direitos'), ('approved', 'aprovada'), ('refused', 'recusada'), ('studied', 'em estudo'),
        ('email', 'e-mail'), ('sms', 'SMS'), ('whatsapp', 'WhatsApp'), ('phone', 'telefone'),
        ('queued', 'na fila'), ('sending', 'sendo enviada'), ('sent', 'enviada'), ('skipped', 'não enviada'),
        ('cancelled', 'cancelada'), ('uncertain', 'incerta, a conferir por uma pessoa'), ('failed', 'falhou'),
        ('passed', 'aprovado'), ('warned', 'aprovado com avisos'), ('accepted', 'aceito por pessoa'),
        ('collection_status', 'status de cobrança'), ('category', 'categoria'), ('block', 'bloqueio'),
        ('unblock', 'desbloqueio'), ('contract', 'contrato'), ('customer', 'cliente'), ('both', 'contrato e cliente')
    ) w (code, says) WHERE w.code = $1), $1)
$$;
CREATE FUNCTION work.told_day(day date) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT to_char(day, 'DD/MM/YYYY') $$;
CREATE FUNCTION work.told_instant(at timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT to_char(at AT TIME ZONE 'America/Sao_Paulo', 'DD/MM/YYYY HH24:MI') $$;
CREATE FUNCTION work.told_amount(amount numeric) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT 'R$ ' || translate(to_char(amount, 'FM999,999,999,990.00'), ',.', '.,') $$;

-- 'com 17 dias o lugar é AVISO_10 (10–19 dias)' (R5.3); null where the machine has no place for it.
CREATE FUNCTION work.told_place(days integer, status text, from_day integer, end_day integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN from_day IS NULL THEN NULL ELSE
        format('com %s de atraso o lugar é %s (%s)', CASE days WHEN 1 THEN '1 dia' ELSE days || ' dias' END, status,
               CASE WHEN end_day IS NULL THEN from_day || ' dias ou mais'
                    WHEN end_day = from_day + 1 THEN from_day || CASE from_day WHEN 1 THEN ' dia' ELSE ' dias' END
                    ELSE from_day || '–' || end_day - 1 || ' dias' END) END
$$;

-- One event as a sentence. `of_kind` is the ticket's kind, `occurrence` what the ERP's occurrence says.
CREATE FUNCTION crm.told_event(e crm.ticket_event, of_kind text, occurrence text) RETURNS text
LANGUAGE sql STABLE AS $$
    WITH said AS (
        SELECT e.details ->> 'role' AS role, format('%s (%s)', e.actor, e.details ->> 'role') AS who,
               coalesce('; ' || work.told_place((e.details ->> 'days')::integer, e.to_status,
                   (e.details ->> 'place_start')::integer, (e.details ->> 'place_end')::integer), '') AS place,
               CASE WHEN e.passed <> '{}' THEN '; passou sem parar por ' || array_to_string(e.passed, ', ') ELSE '' END AS passed,
               coalesce('; regra de fluxo “' || e.reason || '”', '') AS ruled,
               coalesce('; total ' || work.told_amount((e.details ->> 'total_due')::numeric), '') AS total
    )
    SELECT CASE
        WHEN e.kind IN ('opened', 'reopened') AND of_kind = 'integration' THEN
            format('Registrada em %s, já encerrada (%s)%s', e.to_request, e.to_status, coalesce(': ' || occurrence, ''))
        WHEN e.kind = 'opened' AND role IS NOT NULL THEN
            format('Aberta por %s em %s, status %s', who, e.to_request, e.to_status)
        WHEN e.kind IN ('opened', 'reopened') THEN
            format('Aberta em %s, status %s', e.to_request, e.to_status)
            || coalesce('; segue a ocorrência ' || (e.details ->> 'reopened_from') || ' da mesma chave', '')
            || coalesce('; filha da ocorrência ' || (e.details ->> 'parent_id'), '') || place || passed || ruled || total
        WHEN e.kind = 'routed' THEN
            format('Roteada de %s (%s) para %s (%s)', e.from_request, e.from_status, e.to_request, e.to_status)
            || CASE e.reason WHEN 'padrão' THEN '; nenhuma regra de fluxo se aplica: fluxo padrão'
                             WHEN 'repasse' THEN '; o que está vencido não cabe ao comprador agora' ELSE ruled END
            || place || passed
        WHEN e.kind = 'moved' AND role IS NOT NULL THEN
            CASE WHEN e.to_request = e.from_request THEN format('Movida por %s de %s para %s', who, e.from_status, e.to_status)
                 ELSE format('Movida por %s de %s (%s) para %s (%s)', who, e.from_request, e.from_status, e.to_request,
                             e.to_status) END
            || CASE WHEN e.details ? 'mapping' THEN '; a configuração nova não tem o que havia' ELSE '' END
        WHEN e.kind = 'moved' THEN format('Avançou de %s para %s', e.from_status, e.to_status) || place
            || coalesce('; nele conta desde ' || work.told_instant((e.details ->> 'waits_since')::timestamptz), '') || passed
        WHEN e.kind = 'closed' AND role IS NOT NULL THEN
            format('Encerrada por %s: de %s para %s', who, e.from_status, e.to_status)
        WHEN e.kind = 'closed' THEN
            CASE WHEN e.to_status = e.from_status THEN format('Encerrada em %s', e.to_status)
                 ELSE format('Encerrada: de %s para %s', e.from_status, e.to_status) END
            || coalesce('; causa: ' || work.word(e.details ->> 'cause'), '')
            || coalesce(' (' || nullif(work.word(e.reason), work.word(e.details ->> 'cause')) || ')', '')
            || coalesce('; paga em ' || work.told_day((e.details ->> 'settled_on')::date), '')
            || coalesce('; o contrato terminou em ' || work.told_day((e.details ->> 'terminal_on')::date), '')
            || total || coalesce('; pago ' || work.told_amount(nullif((e.details ->> 'paid_amount')::numeric, 0)), '')
        WHEN e.kind = 'parent' THEN format('Passou a ser filha da ocorrência %s', e.details ->> 'parent_id')
        WHEN e.kind = 'note' THEN format('%s escreveu uma anotação', who)
        WHEN e.kind = 'field' THEN format('%s %s o campo %s', who,
            CASE WHEN e.details -> 'value' = 'null' THEN 'limpou' ELSE 'preencheu' END, e.details ->> 'field')
        WHEN e.kind = 'promise' THEN format('Promessa de pagamento de %s até %s, registrada por %s',
            work.told_amount((e.details ->> 'amount')::numeric), work.told_day((e.details ->> 'promised_on')::date), who)
        WHEN e.kind = 'hold' THEN
            format('Suspensa até %s por %s', work.told_day((e.details ->> 'until_on')::date), who)
        WHEN e.kind = 'hold_ended' THEN format('Suspensão terminada por %s, iria até %s', who,
            work.told_day((e.details ->> 'until_on')::date))
        WHEN e.kind = 'dispute' THEN format('Contestação registrada por %s', who)
        WHEN e.kind = 'dispute_ended' THEN format('Contestação terminada por %s', who)
        WHEN e.kind = 'responsible' AND e.details ->> 'responsible' IS NULL THEN format('Sem responsável, por %s', who)
        WHEN e.kind = 'responsible' THEN format('Responsável: %s, por %s', e.details ->> 'responsible', who)
        WHEN e.kind = 'integrated' THEN format('Cumprido o que o status %s manda: %s %s (%s), desde %s',
            e.details ->> 'status', work.word(e.details ->> 'method'), e.details ->> 'value', work.word(e.details ->> 'scope'),
            work.told_instant((e.details ->> 'valid_from')::timestamptz))
        ELSE e.kind END || '.'
    FROM said
$$;

-- What the ERP's occurrence of an integration ticket says.
CREATE FUNCTION crm.told_occurrence(of_kind text, code bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT format('%s do Mega (ocorrência %s), aberta em %s', coalesce(phase_name, 'fase ' || phase_code), occurrence_code,
                  work.told_day(opened_on)) || coalesce(', terminada em ' || work.told_day(ended_on), '')
    FROM mega.phase_occurrence WHERE of_kind = 'phase' AND occurrence_code = code
    UNION ALL
    SELECT format('%s no Mega (ocorrência %s, tipo %s), aberta em %s', work.word(cause), occurrence_code, type,
                  work.told_day(opened_on)) || coalesce(', terminada em ' || work.told_day(ended_on), '')
    FROM mega.contract_occurrence WHERE of_kind = 'contract' AND occurrence_code = code
$$;
