-- Which contract tickets have waited the minutes of the status in which a person put them (R5.2, R5.3). Nothing moves
-- during study (R3.6) and hold (R5.7), or while the contract's extract fails (R8.8). They are few.
SET LOCAL enable_nestloop = on;
TRUNCATE work.minutes_plan;
CREATE TEMP TABLE stride ON COMMIT DROP AS
SELECT request_code, status_code, leads_to, wait_days, wait_minutes FROM work.flow_step
WHERE is_linear AND leads_to IS NOT NULL AND wait_minutes IS NOT NULL;

-- include: common/waits.sql

INSERT INTO work.minutes_plan (ticket_id, version, branch_code, contract_code, request_code, from_status, to_status,
    waits_since, passed)
SELECT w.ticket_id, w.version, w.branch_code, w.contract_code, w.request_code, w.from_status, w.to_status, w.waits_since,
       w.passed
FROM waited w
JOIN mega.contract c USING (branch_code, contract_code)
CROSS JOIN work.parameter p
WHERE c.failed_on IS NULL AND NOT (
-- include: common/rests.sql
);

ANALYZE work.minutes_plan;
