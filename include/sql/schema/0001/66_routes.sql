-- Routing (R4.1): one list, explicit priorities, the first rule that matches wins.

-- The rule that a contract's category or collection status meets, as of the run's facts (R4.9).
CREATE VIEW work.contract_route AS
WITH mark AS MATERIALIZED (
    SELECT * FROM crm.contract_mark_at((SELECT work.facts_at()))
), named AS MATERIALIZED (
    SELECT DISTINCT category FROM mega.contract
), ruled AS (            -- the categories, as Mega writes them, that some rule names
    SELECT category, work.plain(category) AS plain_category FROM named
    WHERE work.plain(category) IN (SELECT value FROM work.routing_rule WHERE matches_on = 'category')
), told AS (
    SELECT c.branch_code, c.contract_code, r.plain_category AS category, NULL::text AS collection_status
    FROM mega.contract c JOIN ruled r USING (category)
    WHERE NOT EXISTS (SELECT FROM mark m WHERE (m.branch_code, m.contract_code) = (c.branch_code, c.contract_code))
    UNION ALL
    SELECT m.branch_code, m.contract_code, work.plain(coalesce(m.category, c.category)), work.plain(m.collection_status)
    FROM mark m JOIN mega.contract c USING (branch_code, contract_code)
)
SELECT DISTINCT ON (t.branch_code, t.contract_code)
       t.branch_code, t.contract_code, r.priority, r.name, r.contract_request, r.installment_request
FROM told t
JOIN work.routing_rule r
    ON (r.matches_on = 'category' AND r.value = t.category)
    OR (r.matches_on = 'collection_status' AND r.value = t.collection_status)
ORDER BY t.branch_code, t.contract_code, r.priority;

-- The rule that a title's own attributes meet, for each combination that the mirror holds; '' where the ERP
-- says nothing.
CREATE VIEW work.title_route AS
SELECT DISTINCT ON (k.money_source, k.registry_status, k.origin)
       k.money_source, k.registry_status, k.origin, r.priority, r.name, r.installment_request
FROM (SELECT DISTINCT coalesce(money_source, '') AS money_source, registry_status, coalesce(origin, '') AS origin
      FROM mega.installment) k
JOIN work.routing_rule r
    ON (r.matches_on = 'money_source' AND r.value = work.plain(k.money_source))
    OR (r.matches_on = 'registry_status' AND r.value = work.plain(k.registry_status))
    OR (r.matches_on = 'origin' AND r.value = work.plain(k.origin))
ORDER BY k.money_source, k.registry_status, k.origin, r.priority;

-- Where the machine places a ticket of a request by its days overdue (R5.3), with all that it passes.
CREATE VIEW work.place AS
WITH chain AS (
    SELECT request_code, array_agg(status_code ORDER BY chain_position) AS path
    FROM work.flow_step WHERE chain_position IS NOT NULL GROUP BY request_code
), first_step AS (
    SELECT request_code, status_code FROM work.flow_step WHERE position = 1
)
SELECT s.request_code, s.status_code, s.chain_position, s.start_day, s.end_day, c.path,
       f.status_code || c.path[:s.chain_position - 1] AS passed_from_first
FROM work.flow_step s
JOIN chain c USING (request_code)
JOIN first_step f USING (request_code)
WHERE s.chain_position IS NOT NULL AND s.start_day IS DISTINCT FROM s.end_day;

-- The first status of a request's flow, where a routed contract ticket stands (R4.2).
CREATE VIEW work.first_status AS
SELECT request_code, status_code FROM work.flow_step WHERE position = 1;
