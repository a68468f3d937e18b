-- A title is either queued or skipped for a reason (R7.11).
SELECT p.ticket_id, p.branch_code, p.contract_code, p.installment_code, p.channel, p.action
FROM work.contact_plan p
WHERE CASE p.action WHEN 'queue' THEN p.skipped_reason IS NOT NULL WHEN 'skip' THEN coalesce(p.skipped_reason, '') = ''
      ELSE true END
