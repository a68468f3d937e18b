-- Automatic moves never go backwards (R5.4).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.from_status, p.to_status
FROM work.flows_plan p WHERE p.to_position <= p.from_position
