-- A release ends now: what is sent from now on goes to the test recipients again (R7.2).
UPDATE crm.flow_release SET
    valid_to = greatest(valid_from, work.moment()), ended_by = %(actor)s, ended_role = %(role)s, ended_reason = %(reason)s
WHERE request_code = %(request)s AND valid_to IS NULL
RETURNING release_id;
