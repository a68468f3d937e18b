-- A status that a person chose is left when its time is over, and only a contract ticket waits so (R5.2).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.from_status, p.to_status
FROM work.flows_plan p
WHERE p.waits_since IS NOT NULL AND (p.waits_since::date > m.as_of OR p.kind <> 'contract')
