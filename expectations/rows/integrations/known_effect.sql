-- A mark that is set has a value; a block is one of the five (R4.8).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.status_code, p.what
FROM work.integrations_plan p
WHERE p.run_id = m.run_id AND p.action <> 'refuse'
  AND NOT coalesce(CASE WHEN p.method IN ('collection_status', 'category')
                        THEN p.what = p.method AND (p.action = 'end' OR btrim(p.value) <> '')
                        ELSE p.what IN ('TBG', 'TBE', 'TBS', 'TBT', 'TBW') AND p.value IS NULL
                             AND (p.action = 'end') = (p.method = 'unblock') END, false)
