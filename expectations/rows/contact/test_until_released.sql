-- Until a flow is released, its messages are tests (R7.2).
SELECT p.ticket_id, p.branch_code, p.contract_code, p.installment_code, p.request_code, p.channel
FROM work.contact_plan p
WHERE p.action = 'queue' AND NOT p.test_mode AND NOT EXISTS (
    SELECT FROM crm.flow_release r
    WHERE r.request_code = p.request_code AND r.valid_from <= work.facts_at()
      AND (r.valid_to IS NULL OR r.valid_to > work.facts_at()))
