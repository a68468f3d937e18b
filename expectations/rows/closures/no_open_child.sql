-- A contract ticket closes with all its children, never before one of them (R6.5, R8.9).
SELECT p.ticket_id, p.branch_code, p.contract_code, p.open_children_left
FROM work.closures_plan p WHERE p.kind = 'contract' AND coalesce(p.open_children_left, 1) > 0
