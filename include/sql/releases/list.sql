-- Every release that ever was, the newest of each request first.
SELECT release_id, request_code, valid_from, valid_to, actor, role, reason, ended_by, ended_role, ended_reason
FROM crm.flow_release ORDER BY request_code, release_id DESC;
