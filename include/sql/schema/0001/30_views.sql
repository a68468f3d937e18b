-- What is in force at a moment (R4.5, R4.9): a contract without a mark of its own takes its customer's.
CREATE FUNCTION crm.contract_mark_at(at timestamptz)
RETURNS TABLE (branch_code integer, contract_code bigint, collection_status text, category text)
LANGUAGE sql STABLE AS $$
    WITH own AS (
        SELECT DISTINCT ON (m.branch_code, m.contract_code, m.what)
               m.branch_code, m.contract_code, m.what, m.value
        FROM crm.mark m
        WHERE m.scope = 'contract' AND m.valid_from <= at AND (m.valid_to IS NULL OR m.valid_to > at)
        ORDER BY m.branch_code, m.contract_code, m.what, m.valid_from DESC, m.mark_id DESC
    ), inherited AS (
        SELECT DISTINCT ON (c.branch_code, c.contract_code, m.what)
               c.branch_code, c.contract_code, m.what, m.value
        FROM crm.mark m JOIN mega.contract c USING (customer_code)
        WHERE m.scope = 'customer' AND m.valid_from <= at AND (m.valid_to IS NULL OR m.valid_to > at)
        ORDER BY c.branch_code, c.contract_code, m.what, m.valid_from DESC, m.mark_id DESC
    ), in_force AS (
        SELECT branch_code, contract_code, what, coalesce(o.value, i.value) AS value
        FROM own o FULL JOIN inherited i USING (branch_code, contract_code, what)
    )
    SELECT branch_code, contract_code,
           max(value) FILTER (WHERE what = 'collection_status'),
           max(value) FILTER (WHERE what = 'category')
    FROM in_force GROUP BY branch_code, contract_code
$$;
CREATE VIEW crm.contract_mark AS SELECT * FROM crm.contract_mark_at(work.moment());

-- The additional fields of an installment ticket (R3.10).
CREATE FUNCTION crm.installment_fields(i mega.installment) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT jsonb_build_object(
        'vencimento', i.due_on, 'vencimento_efetivo', i.effective_due_on, 'dias_atraso', i.seen_on - i.due_on,
        'tipo_parcela', i.installment_type, 'sequencia', i.sequence, 'tipo_receita', i.money_source,
        'origem', i.origin, 'vlr_original', i.original, 'vlr_corrigido', i.corrected, 'vlr_multa', i.fine,
        'vlr_atraso', i.late_charge, 'vlr_juros', i.interest, 'vlr_desconto', i.discount, 'vlr_taxas', i.fees,
        'vlr_total', i.total_due, 'nosso_numero', i.boleto_number, 'venc_boleto', i.boleto_due_on,
        'dt_atualizacao', i.seen_on)
$$;

-- A ticket as others see it. Values of an open one are the mirror's, those of a closed one were kept
-- when it closed. The values of a contract ticket are the sums over its open children that are the
-- buyer's (R2.4, R4.1, R8.9).
CREATE VIEW crm.ticket AS
SELECT t.ticket_id, t.kind, t.parent_id, t.branch_code, t.contract_code, t.installment_code,
       t.occurrence_kind, t.occurrence_code,
       t.request_code, t.status_code, t.status_since, t.status_at, t.placed_by, t.responsible,
       v.due_on, v.days_overdue, v.overdue_count, v.total_due,
       t.opened_on, v.updated_on, t.closed_on, t.closing_cause, t.closing_reason, t.paid_amount,
       t.reopened_from, v.fields || t.person_fields AS fields, t.version
FROM crm.ticket_state t
LEFT JOIN mega.contract c
    ON t.closed_on IS NULL AND (c.branch_code, c.contract_code) = (t.branch_code, t.contract_code)
LEFT JOIN mega.installment i
    ON t.closed_on IS NULL AND t.kind = 'installment'
    AND (i.branch_code, i.contract_code, i.installment_code)
      = (t.branch_code, t.contract_code, t.installment_code)
LEFT JOIN LATERAL (
    SELECT count(*)::integer AS overdue_count, coalesce(sum(ci.total_due), 0) AS total_due, min(ci.due_on) AS due_on
    FROM crm.ticket_state child
    JOIN mega.installment ci USING (branch_code, contract_code, installment_code)
    WHERE child.parent_id = t.ticket_id AND child.kind = 'installment' AND child.closed_on IS NULL AND ci.is_buyers
) s ON t.kind = 'contract' AND t.closed_on IS NULL
CROSS JOIN LATERAL (
    SELECT CASE WHEN t.kind = 'installment' THEN i.due_on ELSE s.due_on END AS due_on,
           CASE WHEN t.kind = 'installment' THEN i.seen_on WHEN t.kind = 'contract' THEN c.rows_on END AS updated_on
) o
CROSS JOIN LATERAL (
    SELECT t.due_on, t.days_overdue, t.overdue_count, t.total_due, t.updated_on, coalesce(t.fields, '{}') AS fields
    WHERE t.closed_on IS NOT NULL
    UNION ALL
    SELECT o.due_on, coalesce(o.updated_on - o.due_on, CASE WHEN t.kind = 'contract' THEN 0 END),
           CASE t.kind WHEN 'installment' THEN 1 WHEN 'contract' THEN s.overdue_count END,
           CASE t.kind WHEN 'installment' THEN i.total_due WHEN 'contract' THEN s.total_due END,
           o.updated_on,
           CASE t.kind
           WHEN 'installment' THEN crm.installment_fields(i)
           WHEN 'contract' THEN jsonb_build_object(
               'empreendimento', c.development_name, 'bloco', c.block_name, 'unidade', c.unit_name,
               'status_contrato', c.status_code, 'categoria', c.category, 'qtd_parcelas', s.overdue_count,
               'vencimento_mais_antigo', s.due_on, 'dias_atraso', coalesce(c.rows_on - s.due_on, 0),
               'vlr_total', s.total_due, 'dt_atualizacao', c.rows_on)
           ELSE '{}'::jsonb END
    WHERE t.closed_on IS NULL
) v;
