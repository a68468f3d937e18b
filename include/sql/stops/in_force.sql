-- What is stopped now, the longest first (R7.13).
SELECT stop_id, scope, channel, work.word(channel) AS channel_name, development_code,
       (SELECT min(c.development_name) FROM mega.contract c WHERE c.development_code = s.development_code) AS development_name,
       valid_from, actor, reason
FROM work.contact_stopped s ORDER BY stop_id;
