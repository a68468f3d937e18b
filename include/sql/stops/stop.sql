-- Contact is stopped from now on (R7.13); nothing where the same is stopped already.
INSERT INTO crm.contact_stop (scope, channel, development_code, valid_from, actor, role, reason)
VALUES (%(scope)s, %(channel)s, %(development_code)s, work.moment(), %(actor)s, %(role)s, %(reason)s)
ON CONFLICT (scope, channel, development_code) WHERE valid_to IS NULL DO NOTHING
RETURNING stop_id;
