-- A placed ticket stands in the status whose span holds its days overdue (R4.2, R5.3).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.to_status, p.days_overdue
FROM work.routing_plan p
LEFT JOIN work.flow_step f ON f.request_code = p.to_request AND f.status_code = p.to_status
WHERE p.place_start IS NOT NULL
  AND (f.start_day IS DISTINCT FROM p.place_start OR f.end_day IS DISTINCT FROM p.place_end OR p.days_overdue IS NULL
       OR p.days_overdue < p.place_start OR p.days_overdue >= p.place_end)
