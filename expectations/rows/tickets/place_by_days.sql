-- A placed ticket stands in the status whose span holds its days overdue (R5.3).
SELECT p.kind, p.branch_code, p.contract_code, p.installment_code, p.status_code, p.days_overdue
FROM work.tickets_plan p
LEFT JOIN work.flow_step f ON f.request_code = p.request_code AND f.status_code = p.status_code
WHERE p.place_start IS NOT NULL
  AND (f.start_day IS DISTINCT FROM p.place_start OR f.end_day IS DISTINCT FROM p.place_end OR p.days_overdue IS NULL
       OR p.days_overdue < p.place_start OR p.days_overdue >= p.place_end)
