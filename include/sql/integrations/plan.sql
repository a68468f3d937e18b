-- What the statuses that tickets entered carry out (R4.5–R4.8): marks and blocks set and ended, of the contract, of its
-- customer or of both, from the moment of the entering. Due are few, joined by the key of one column.
SET LOCAL enable_nestloop = on;
DELETE FROM work.integrations_plan
WHERE run_id = %(run_id)s OR run_id NOT IN (SELECT run_id FROM audit.run WHERE state = 'running');

-- A field counts as it was filled last: from then on, if that was after the entering.
CREATE TEMP TABLE due ON COMMIT DROP AS
SELECT d.event_id, d.ticket_id, t.version, t.kind, t.branch_code, t.contract_code, d.request_code, d.status_code,
       i.method, i.value, i.field, i.scope, i.known, t.person_fields -> i.field AS said,
       greatest(d.entered_at, f.filled_at) AS entered_at
FROM crm.integration_due d
JOIN crm.ticket_state t USING (ticket_id)
LEFT JOIN work.integration i ON (i.request_code, i.status_code) = (d.request_code, d.status_code)
LEFT JOIN LATERAL (
    SELECT max(e.happened_at) AS filled_at FROM crm.ticket_event e
    WHERE e.ticket_id = d.ticket_id AND e.kind = 'field' AND e.details ->> 'field' = i.field
) f ON true
WHERE d.entered_at <= work.facts_at() AND (i.status_code IS NOT NULL OR t.kind = 'action');
DELETE FROM due WHERE entered_at > work.facts_at();
ANALYZE due;

-- The values of each, one row a value; of a list all of them.
CREATE TEMP TABLE valued ON COMMIT DROP AS
SELECT d.event_id, v.value, lower(v.value) = 'limpar' AND d.method IN ('collection_status', 'category') AS clears,
       d.field IS NULL OR work.plain(v.value) = ANY (d.known) AS is_known
FROM due d
CROSS JOIN LATERAL (
    SELECT d.value WHERE d.field IS NULL
    UNION
    SELECT btrim(s.said) FROM jsonb_array_elements_text(
        CASE jsonb_typeof(d.said) WHEN 'array' THEN d.said WHEN 'string' THEN jsonb_build_array(d.said) ELSE '[]' END
    ) s (said) WHERE btrim(s.said) <> ''
) v (value);

-- What cannot be carried out stands by until a person has mended it; it never closes in silence.
CREATE TEMP TABLE judged ON COMMIT DROP AS
SELECT d.*, c.customer_code, CASE
           WHEN d.method IS NULL THEN 'status sem integração na configuração'
           WHEN c.contract_code IS NULL THEN 'contrato desconhecido'
           WHEN d.scope = 'customer' AND c.customer_code IS NULL THEN 'contrato sem cliente'
           WHEN v.number IS NULL THEN format('campo %%s sem valor', d.field)
           WHEN NOT v.are_known THEN format('campo %%s com valor desconhecido', d.field)
           WHEN v.number > 1 AND d.method IN ('collection_status', 'category')
               THEN format('campo %%s com vários valores', d.field)
       END AS refused_reason
FROM due d
LEFT JOIN mega.contract c USING (branch_code, contract_code)
LEFT JOIN (
    SELECT event_id, count(*) AS number, bool_and(is_known) AS are_known FROM valued GROUP BY event_id
) v USING (event_id);

INSERT INTO work.integrations_plan (run_id, event_id, ticket_id, version, kind, branch_code, contract_code, customer_code,
    request_code, status_code, entered_at, method, scope, what, action, value, refused_reason)
SELECT DISTINCT %(run_id)s, j.event_id, j.ticket_id, j.version, j.kind, j.branch_code, j.contract_code,
       CASE s.scope WHEN 'customer' THEN j.customer_code END, j.request_code, j.status_code, j.entered_at, j.method,
       s.scope, w.what, CASE WHEN j.method = 'unblock' OR v.clears THEN 'end' ELSE 'set' END,
       CASE WHEN j.method IN ('collection_status', 'category') AND NOT v.clears THEN v.value END, NULL
FROM judged j
JOIN valued v USING (event_id)
CROSS JOIN LATERAL (          -- both: the contract's, and the customer's where one is known
    SELECT unnest(CASE WHEN j.scope <> 'both' THEN ARRAY[j.scope]
                       WHEN j.customer_code IS NULL THEN ARRAY['contract'] ELSE ARRAY['contract', 'customer'] END)
) s (scope)
CROSS JOIN LATERAL (          -- ending TBG ends every block (R4.8)
    SELECT unnest(CASE WHEN j.method IN ('collection_status', 'category') THEN ARRAY[j.method]
                       WHEN j.method = 'unblock' AND upper(v.value) = 'TBG' THEN ARRAY['TBG', 'TBE', 'TBS', 'TBT', 'TBW']
                       ELSE ARRAY[upper(v.value)] END)
) w (what)
WHERE j.refused_reason IS NULL
UNION ALL
SELECT %(run_id)s, event_id, ticket_id, version, kind, branch_code, contract_code, NULL, request_code, status_code,
       entered_at, method, coalesce(scope, ''), '', 'refuse', NULL, refused_reason
FROM judged WHERE refused_reason IS NOT NULL;

ANALYZE work.integrations_plan;
