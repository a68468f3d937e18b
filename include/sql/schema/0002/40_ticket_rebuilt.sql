-- The state of every ticket, folded out of its events and its key alone (R5.6). What stands here and in
-- crm.ticket_state is the same at any time; tests/integration/explain holds it.
--
-- An event tells `to_request`, `to_status`, and with its `as_of` and `happened_at` since when; in `details` stand
-- parent_id, reopened_from, placed_by, responsible, person_fields, cause and closing_reason, where it sets them
-- (the acts of people: cobranca.acts.events). A ticket that closes in the status it had has entered none.
--
-- Openings that were written before say now what they did not: no ticket had changed its parent until then.
UPDATE crm.ticket_event e SET details = coalesce(e.details, '{}') || jsonb_strip_nulls(
    jsonb_build_object('parent_id', t.parent_id, 'reopened_from', t.reopened_from))
FROM crm.ticket_state t
WHERE t.ticket_id = e.ticket_id AND e.kind IN ('opened', 'reopened')
  AND (t.parent_id IS NOT NULL OR t.reopened_from IS NOT NULL);

CREATE VIEW crm.ticket_rebuilt AS
WITH folded AS (
    SELECT ticket_id,
           (array_agg(to_request ORDER BY event_id DESC) FILTER (WHERE to_request IS NOT NULL))[1] AS request_code,
           (array_agg(to_status ORDER BY event_id DESC) FILTER (WHERE enters))[1] AS status_code,
           (array_agg(as_of ORDER BY event_id DESC) FILTER (WHERE enters))[1] AS status_since,
           (array_agg(happened_at ORDER BY event_id DESC) FILTER (WHERE enters))[1] AS status_at,
           (array_agg(placed_by ORDER BY event_id DESC) FILTER (WHERE placed_by IS NOT NULL))[1] AS placed_by,
           (array_agg(details ->> 'responsible' ORDER BY event_id DESC) FILTER (WHERE details ? 'responsible'))[1]
               AS responsible,
           (array_agg((details ->> 'parent_id')::bigint ORDER BY event_id DESC) FILTER (WHERE details ? 'parent_id'))[1]
               AS parent_id,
           (array_agg((details ->> 'reopened_from')::bigint ORDER BY event_id DESC)
               FILTER (WHERE details ? 'reopened_from'))[1] AS reopened_from,
           min(as_of) FILTER (WHERE opens) AS opened_on,
           min(as_of) FILTER (WHERE kind = 'closed') AS closed_on,
           (array_agg(details ->> 'cause' ORDER BY event_id DESC) FILTER (WHERE kind = 'closed'))[1] AS closing_cause,
           (array_agg(CASE WHEN details ? 'closing_reason' THEN details ->> 'closing_reason' ELSE reason END
               ORDER BY event_id DESC) FILTER (WHERE kind = 'closed'))[1] AS closing_reason
    FROM (
        SELECT *, kind IN ('opened', 'reopened') AS opens,
               to_status IS NOT NULL AND (kind <> 'closed' OR to_status IS DISTINCT FROM from_status) AS enters,
               CASE WHEN details ? 'placed_by' THEN details ->> 'placed_by'
                    WHEN kind IN ('opened', 'reopened', 'routed') THEN 'machine' END AS placed_by
        FROM crm.ticket_event
    ) e
    GROUP BY ticket_id
)
SELECT k.ticket_id, k.kind, f.parent_id, k.branch_code, k.contract_code, k.installment_code, k.occurrence_kind,
       k.occurrence_code, f.request_code, f.status_code, f.status_since, f.status_at, f.placed_by, f.responsible,
       coalesce(p.fields, '{}') AS person_fields, f.opened_on,
       CASE k.kind WHEN 'integration' THEN f.opened_on ELSE f.closed_on END AS closed_on,
       f.closing_cause, f.closing_reason, f.reopened_from
FROM crm.ticket_state k
LEFT JOIN folded f USING (ticket_id)
LEFT JOIN LATERAL (
    SELECT jsonb_strip_nulls(jsonb_object_agg(told.key, told.value ORDER BY e.event_id)) AS fields
    FROM crm.ticket_event e
    CROSS JOIN LATERAL jsonb_each(
        CASE WHEN e.details ? 'field' THEN jsonb_build_object(e.details ->> 'field', e.details -> 'value')
             ELSE e.details -> 'person_fields' END) AS told
    WHERE e.ticket_id = k.ticket_id
) p ON true;
