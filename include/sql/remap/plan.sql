-- Which open tickets that stand in what the settings lack a mapping moves, and where to. A pair that names the status
-- goes before one of its whole request. Nothing else is moved: routes and the régua do that.
TRUNCATE work.remap_plan;

INSERT INTO work.remap_plan (ticket_id, version, kind, branch_code, contract_code, installment_code, placed_by,
    from_request, to_request, from_status, to_status, pair_no)
SELECT DISTINCT ON (u.ticket_id)
       u.ticket_id, u.version, u.kind, u.branch_code, u.contract_code, u.installment_code, u.placed_by,
       u.request_code, p.to_request, u.status_code, coalesce(p.to_status, u.status_code), p.pair_no
FROM work.unknown_ticket u
JOIN work.remap_pair p
    ON p.from_request = u.request_code AND (p.from_status = u.status_code OR p.from_status IS NULL)
ORDER BY u.ticket_id, p.from_status NULLS LAST;

ANALYZE work.remap_plan;
