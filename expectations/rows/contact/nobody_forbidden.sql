-- Nobody is queued whom R7.12 forbids.
SELECT p.ticket_id, p.branch_code, p.contract_code, p.installment_code, p.status_code, p.channel
FROM work.contact_plan p WHERE p.action = 'queue' AND p.is_forbidden
