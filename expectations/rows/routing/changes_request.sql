-- A route leads to another request.
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.to_request
FROM work.routing_plan p WHERE p.from_request = p.to_request
