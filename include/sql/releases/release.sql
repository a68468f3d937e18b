-- A flow is released from now on (R7.2); nothing where it is already.
INSERT INTO crm.flow_release (request_code, valid_from, actor, role, reason)
VALUES (%(request)s, work.moment(), %(actor)s, %(role)s, %(reason)s)
ON CONFLICT (request_code) WHERE valid_to IS NULL DO NOTHING
RETURNING release_id;
