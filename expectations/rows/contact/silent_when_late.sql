-- A late run and the first load tell nobody (R7.8, R8.5).
SELECT p.ticket_id, p.branch_code, p.contract_code, p.installment_code, p.status_code, p.channel
FROM work.contact_plan p WHERE p.action = 'queue' AND (m.is_late OR m.is_first_load)
