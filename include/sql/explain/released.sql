-- The requests whose flow is released (R7.2).
SELECT DISTINCT request_code FROM crm.flow_release
WHERE valid_from <= work.moment() AND (valid_to IS NULL OR valid_to > work.moment())
