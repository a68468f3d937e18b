-- A ticket placed by the machine moves to the status whose span holds its days overdue (R5.3).
SELECT p.ticket_id, p.kind, p.branch_code, p.contract_code, p.installment_code, p.to_status, p.days_overdue
FROM work.flows_plan p
LEFT JOIN work.flow_step f ON f.request_code = p.request_code AND f.status_code = p.to_status
WHERE p.waits_since IS NULL
  AND (p.place_start IS NULL OR f.start_day IS DISTINCT FROM p.place_start OR f.end_day IS DISTINCT FROM p.place_end
       OR p.days_overdue < p.place_start OR p.days_overdue >= p.place_end)
