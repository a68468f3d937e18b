-- What a ticket asks for can be carried out; where not, the ticket stays open until a person has mended it (R4.6).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.status_code, p.refused_reason AS reason
FROM work.integrations_plan p WHERE p.run_id = m.run_id AND p.action = 'refuse'
