-- Every stop that ever was, the newest first.
SELECT stop_id, scope, channel, work.word(channel) AS channel_name, development_code,
       (SELECT min(c.development_name) FROM mega.contract c WHERE c.development_code = s.development_code) AS development_name,
       valid_from, actor, reason, valid_to, ended_by, ended_reason, cancelled
FROM crm.contact_stop s ORDER BY stop_id DESC;
